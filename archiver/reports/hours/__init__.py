"""Forms 2 and 3: hours by month, and the year of every teacher."""
