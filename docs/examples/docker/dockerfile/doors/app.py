import humanize

print("The doors open in", humanize.naturaldelta(7200))
