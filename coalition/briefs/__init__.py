"""What is handed on: one document per topic, as PDF, Word, workbook or CSV."""
