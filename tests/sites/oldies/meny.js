var meny = 1;
