"""Who is meant by a name: spellings, languages, codes, former States; and search by any name."""
