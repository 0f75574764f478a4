"""Images for pictures and the logo, from a file or from bytes such as the clipboard's, as a plan keeps them.

Decoding a large photo may take a second: call these in the background.
"""

from eopbuilder.exchange.image_files import prepare_image, read_image

__all__ = ["IMAGE_ENDINGS", "prepare_image", "read_image"]

IMAGE_ENDINGS = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp")
"""What the names of files that can be taken end in; what is taken is decided by what is in them."""
