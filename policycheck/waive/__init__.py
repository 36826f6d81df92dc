"""What is accepted although it breaks a rule: waivers, comments that suppress, the baseline."""
