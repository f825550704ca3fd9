"""What the language says: grammars and tables over text, with no knowledge of the stages that use them.

There is no door here: each module is a grammar of its own (numbers, times, sentences, persons, the
gazetteer), and a reader takes the ones it needs.
"""
