"""What the language says: grammars over text that know nothing of stages; every word they know is in a table.

Three readings of a text's words stand side by side, since they answer different questions:
`words` keeps every mark and cuts "34-year-old" up, for numbers and counts (`numbers`, `rows`); `patterns`
drops the marks and matches phrases of cue words; `grammar` tags words by closed class and tells a subject
from a clause. `times` has a token of its own, a class a word, on which its rules run.
"""
