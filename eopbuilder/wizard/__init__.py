"""The flow of the wizard without a screen: which step is shown, what comes next, and where a finding is mended."""
