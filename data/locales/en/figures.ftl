# Figures
nav-figures = Figures reported
figures-lead = Figures that were reported on matters, over time: who reported them, and which bulletins printed them.
figures-none = No figure has been reported yet
figures-more = Only the { $count } series reported last are shown: choose a smaller part.
figures-places = Choose a part
figures-day = Reported on
figures-by = Reported by
figures-published = Published
figures-qualifier = Hedge
figures-xlsx = Save as Excel
figures-csv = Save as CSV
