"""One question per page; each file is run by Streamlit when its page is opened."""
