# R's farringtonFlexible on a table of counts (a row a week, a column a series), for detector_rivals.py.
# Rscript farrington_flexible.R COUNTS.csv BOUNDS.csv WEEKS: writes the bounds of the newest weeks, prints CPU seconds.
suppressWarnings(suppressMessages(library(surveillance)))
asked <- commandArgs(TRUE)
counts <- as.matrix(read.csv(asked[1], header = FALSE))
weeks <- as.integer(asked[3])
newest <- (nrow(counts) - weeks + 1):nrow(counts)
settings <- list(range = newest, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26,
                 thresholdMethod = "nbPlugin", alpha = 0.005, glmWarnings = FALSE)
began <- proc.time()
found <- farringtonFlexible(sts(observed = counts, start = c(2005, 1), frequency = 52), settings)
spent <- proc.time() - began
write.table(upperbound(found), asked[2], sep = ",", row.names = FALSE, col.names = FALSE)
cat(spent[["user.self"]] + spent[["sys.self"]], "\n")
