"""Marketing, technical or customer service: a small calibrated classifier, taught by examples and by the home.

The three kinds are defined at the top of `examples/*.toml`. `training.train_kinds` makes a model,
`verdict.kind_of_group` says what a topic is, `verdict.find_doubtful` what a person should be asked.
"""
