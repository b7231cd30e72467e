// Shows /openapi.json and sends requests to it. Every text is set as text, never as markup.

const document_ = await (await fetch("/openapi.json")).json();

function element(name, text = "", properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, properties);
}

function labelled(parameter, placeholder) {
  const label = element("label");
  const input = element("input", "", { name: parameter.name, placeholder, required: parameter.in === "path" });
  label.append(element("b", parameter.name), input, element("small", parameter.description ?? ""));
  return { parameter, input, label };
}

function exampleOf(parameter) {
  const examples = parameter.examples ?? parameter.schema?.examples ?? [];
  return [examples[0] ?? parameter.schema?.default ?? ""].flat().join(", ");
}

function address(path, fields) {
  const query = new URLSearchParams();
  for (const { parameter, input } of fields) {
    const value = input.value.trim();
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (parameter.in === "query" && value && parameter.schema?.type === "array")
      value.split(",").forEach((one) => query.append(parameter.name, one.trim()));
    else if (parameter.in === "query" && value) query.set(parameter.name, value);
  }
  return query.size ? `${path}?${query}` : path;
}

async function send(method, url, key, body, shown) {
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  if (body !== undefined) headers["Content-Type"] = "application/json";
  shown.textContent = `${method} ${url}\n…`;
  try {
    const answer = await fetch(url, { method, headers, body });
    const text = await answer.text();
    const json = answer.headers.get("content-type")?.includes("json");
    shown.textContent = `${method} ${url}\n${answer.status}\n\n${json ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
  } catch (error) {
    shown.textContent = `${method} ${url}\n${error}`;
  }
}

function form(method, path, operation) {
  const box = element("form");
  const fields = (operation.parameters ?? [])
    .filter((parameter) => parameter.in !== "header")
    .map((parameter) => labelled(parameter, exampleOf(parameter)));
  box.append(...fields.map((field) => field.label));
  const content = operation.requestBody?.content?.["application/json"];
  const body = content && element("textarea", JSON.stringify(content.example ?? {}, null, 2));
  if (body) box.append(body);
  const key = labelled({ name: "key", description: "For publishing, and for full texts" }, "");
  if (path.startsWith("/v1/articles")) box.append(key.label);
  const shown = element("pre", "", { hidden: true });
  box.append(element("button", "Send"), shown);
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    shown.hidden = false;
    send(method, address(path, fields), key.input.value.trim(), body?.value, shown);
  });
  return box;
}

function operationBox(method, path, operation) {
  const box = element("details");
  const summary = element("summary");
  summary.append(
    element("span", method, { className: "method" }),
    element("span", path, { className: "path" }),
    element("span", ` ${operation.summary ?? ""}`),
  );
  box.append(summary, element("p", operation.description ?? ""));
  if (path.endsWith("/stream")) box.append(element("a", "Open the stream", { href: path }));
  else box.append(form(method, path, operation));
  return box;
}

const boxes = Object.entries(document_.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => operationBox(method.toUpperCase(), path, operation)),
);
document.getElementById("about").textContent = document_.info.description;
document.getElementById("operations").replaceChildren(...boxes);
