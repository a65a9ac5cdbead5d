// Takes the parts of the page apart, and starts it.
"use strict";

window.tiaowenReady = (async () => {
  const part = async (element) => {
    const text = element.textContent;
    element.remove();
    const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).blob();
  };
  try {
    const imports = {};
    const modules = [...document.querySelectorAll("script[data-module]")];
    await Promise.all(modules.map(async (element) => {
      const { module } = element.dataset;
      const script = new Blob([await part(element)], { type: "text/javascript" });
      imports[module] = URL.createObjectURL(script);
    }));
    const map = document.createElement("script");
    map.type = "importmap";
    map.textContent = JSON.stringify({ imports });
    document.head.append(map);
    const { start } = await import("desk/main");
    await start();
  } catch (error) {
    const told = document.createElement("p");
    told.className = "unable";
    told.textContent = `这个浏览器打不开工作台（要 Chrome、Edge 111 以上） / This browser cannot open the desk (Chrome or Edge, 111 or later): ${error}`;
    document.getElementById("desk").replaceChildren(told);
    throw error;
  }
})();
