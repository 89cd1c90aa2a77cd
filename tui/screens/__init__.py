"""The screens of the app, one file each; imported when they are first opened."""
