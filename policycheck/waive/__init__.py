"""What is known already and accepted: comments that suppress a finding, and the baseline."""
