import humanize

print(humanize.intcomma(120000), "people want a ticket")
