"""The PyInstaller hook of `helixagent`, whose modules are imported by name when they are used."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("helixagent_client")
# The command and the test tools are included only if the program imports them.
_APART = ("helixagent.cli", "helixagent.testing", "helixagent._pyinstaller")
hiddenimports = collect_submodules("helixagent", filter=lambda name: not name.startswith(_APART))
hiddenimports += collect_submodules("helixagent_client")
