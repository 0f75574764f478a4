"""Writers: a document tree or a drawing in, a Word, PDF, text, SVG or PNG file out. They draw and decide nothing."""
