"""Names that would strike if a page took them for anything but text."""

HOSTILE = [
    "<img src=x onerror=window.struck=1>",
    "javascript:window.struck=1",
    "\"'><script>window.struck=1</script>",
    "[link](javascript:window.struck=1) :red[x] $y$",
    "منظمة العفو \u202eevil",
]
