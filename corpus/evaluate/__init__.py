"""How right the program is: documents with right answers in; figures, misses and calibration out.

The way of the data: `pairing` finds each document's gold, `running` reads the documents into Readings, `judging`
compares one Reading with its gold, `figures` sums up, `comparing` and `floor` hold the sums against earlier ones,
`calibration` holds confidences against what was right, `printing` and `page` show it all.
What counts as right, the project's annotation guide and scorer say; a test holds the figures to that scorer.
"""
