"""Pictures for a projector: large, few words, one question each."""
