// Holidays of years that the product's calendar lacks.
CREATE CONSTRAINT holiday_year_year IF NOT EXISTS FOR (n:HolidayYear) REQUIRE (n.year) IS UNIQUE;
CREATE CONSTRAINT holiday_year_uid IF NOT EXISTS FOR (n:HolidayYear) REQUIRE (n.uid) IS UNIQUE;
CREATE INDEX holiday_year_by_rank IF NOT EXISTS FOR (n:HolidayYear) ON (n.rank, n.uid);
