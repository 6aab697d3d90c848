"""What we saw: the spiders look at a site and write down evidence. They know no law and judge nothing."""
