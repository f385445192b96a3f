// The frame reports its height before the plugin has defined this function, and would stay low without it.
window.update_swagger_ui_iframe_height = (id) => {
  const frame = document.getElementById(id);
  frame.style.height = `${frame.contentDocument.body.scrollHeight + 80}px`;
};
