print("42 tickets left")
