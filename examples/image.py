"""Ask about an image and read its text: `python examples/image.py photo.png`."""

from __future__ import annotations

import sys

from helixagent import HelixAgent, ValidationError, image_data_url

path = sys.argv[1]

with HelixAgent() as client:
    try:
        url = image_data_url(path)
    except ValidationError as error:
        sys.exit(str(error))
    parts = [{"type": "text", "text": "What is in this image?"}, {"type": "image_url", "image_url": {"url": url}}]
    response = client.vision.analyze(model="gpt-4-vision-preview", messages=[{"role": "user", "content": parts}])
    print(response.choices[0].message.content)

    read = client.vision.ocr(image=path, languages=["en"])
    print(f"Text (confidence {read.confidence:.2f}): {read.text}")
