// Starts `plimsoll lsp` for YAML and JSON. All that it can do is in the server.
"use strict";
const { workspace } = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const settings = workspace.getConfiguration("plimsoll");
  const server = {
    command: settings.get("path"),
    args: ["lsp", ...settings.get("arguments")],
    transport: TransportKind.stdio,
  };
  client = new LanguageClient("plimsoll", "Plimsoll", server, {
    documentSelector: [
      { scheme: "file", language: "yaml" },
      { scheme: "file", language: "json" },
      { scheme: "file", pattern: "**/Kustomization" },
    ],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{*.yaml,*.yml,*.json,Kustomization}") },
  });
  return client.start();
};

exports.deactivate = () => client && client.stop();
