"""
How we tell it: reports render evidence and verdicts; they judge nothing.
"""
