product = Bihuan
