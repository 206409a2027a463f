"""Files in and out: readers of foreign formats, imports with a preview, writers, tables, backup."""
