// swift-tools-version: 6.1
import PackageDescription

/// Every module: imports are internal unless they say otherwise (style guide §7).
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A module of the product. The order below is the order of the map in `docs/architecture.md`: a target depends
/// only on targets above it.
func module(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings, plugins: plugins)
}

/// The tests of one module, whose fixtures lie beside the tests that read them.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: [], swiftSettings: settings)
}

let package = Package(
    name: "plimsoll",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "plimsoll", targets: ["plimsoll"]),
        .library(name: "YAMLDocument", targets: ["SourceText", "YAMLDocument"]),
        .library(name: "KubernetesModel", targets: ["KubernetesModel"]),
        .library(name: "KubernetesSchema", targets: ["KubernetesSchema"]),
        .library(name: "Kustomize", targets: ["Kustomize"]),
        .library(name: "CEL", targets: ["CEL"]),
        .library(name: "Policy", targets: ["Policy"]),
        .library(name: "PlimsollKit", targets: ["PlimsollKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        // Runs before `main`, and is imported by nobody.
        .target(name: "CStartup"),
        module("SourceText"),
        module("LinearRegex"),
        module("ValueSyntax"),
        module("JSON"),
        module("YAMLDocument", ["CLibYAML", "SourceText"]),
        // What the program's own files may say: their check, and the JSON Schemas that editors read.
        module("FileForms", ["YAMLDocument", "SourceText"]),
        module("KubernetesModel", ["YAMLDocument", "SourceText", "ValueSyntax"]),
        // The table of the Kubernetes API is a module of its own so that its text is compiled once, and so that `Kustomize`
        // can ask it for merge keys and scopes.
        module("KubernetesSchemaTable"),
        module("KubernetesSchema", ["KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax", "LinearRegex"]),
        module("Kustomize", ["KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax", "LinearRegex"]),
        module("CEL", ["YAMLDocument", "SourceText", "ValueSyntax", "LinearRegex"]),
        module(
            "Policy",
            [
                "FileForms", "CEL", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax",
                "LinearRegex",
            ],
            plugins: ["EmbedRules"]),
        module(
            "Admission", ["CEL", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax"]),
        module("Fixes", ["Policy", "KubernetesModel", "YAMLDocument", "SourceText"]),
        module("ResourceFigures", ["KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax"]),
        module("Reporters", ["ResourceFigures", "JSON", "ValueSyntax", "Policy", "KubernetesModel", "YAMLDocument", "SourceText"]),
        module(
            "PlimsollKit",
            [
                "FileForms", "Reporters", "Fixes", "Admission", "Policy", "Kustomize", "CEL", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel",
                "YAMLDocument", "SourceText", "ValueSyntax",
            ]),
        module(
            "LanguageServer",
            [
                "PlimsollKit", "Fixes", "Policy", "Kustomize", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel", "YAMLDocument",
                "LinearRegex", "JSON", "SourceText",
            ]),
        .executableTarget(
            name: "plimsoll",
            dependencies: [
                "CStartup", "LanguageServer", "PlimsollKit", "Policy", "SourceText", "JSON", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),

        // Run by a maintainer: turns OpenAPI documents into `schema/kubernetes-api.txt` and the embedded table.
        .executableTarget(
            name: "generate-schema", dependencies: ["KubernetesSchemaTable", "YAMLDocument"], swiftSettings: settings),
        tests(
            "KubernetesSchemaTests",
            [
                "TestSupport", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText",
                "generate-schema",
            ]),

        // Run by `make bench`: what expressions cost.
        .executableTarget(
            name: "measure-expressions", dependencies: ["Policy", "CEL", "KubernetesSchema", "KubernetesModel", "YAMLDocument", "SourceText"], path: "Benchmarks/Expressions",
            swiftSettings: settings),
        // What the tests of several modules need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        tests("CELTests", ["CEL", "YAMLDocument", "SourceText"]),
        .testTarget(
            name: "CELConformanceTests", dependencies: ["CEL", "YAMLDocument", "SourceText", "ValueSyntax"],
            exclude: ["Skipped.txt"], swiftSettings: settings),
        tests("AdmissionTests", ["Admission", "CEL", "KubernetesSchema", "KubernetesSchemaTable", "KubernetesModel", "YAMLDocument", "SourceText"]),
        tests("LinearRegexTests", ["LinearRegex"]),
        tests("ValueSyntaxTests", ["ValueSyntax"]),
        tests("KustomizeTests", ["Kustomize", "YAMLDocument", "SourceText"]),
        .testTarget(
            name: "KustomizeConformanceTests", dependencies: ["TestSupport", "Kustomize", "YAMLDocument", "SourceText"],
            exclude: ["Skipped.txt"], swiftSettings: settings),

        // The rules of `rules/` go into the program when `Policy` is built.
        .executableTarget(name: "embed-rules", dependencies: ["CEL", "YAMLDocument", "SourceText"], swiftSettings: settings),
        .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"]),
        tests("ResourceFiguresTests", ["ResourceFigures", "KubernetesModel", "YAMLDocument", "SourceText", "ValueSyntax"]),
        tests("ReportersTests", ["Reporters", "ResourceFigures", "Policy", "KubernetesModel", "YAMLDocument", "SourceText"]),
        tests("FixesTests", ["Fixes", "PlimsollKit", "Policy", "YAMLDocument", "SourceText"]),
        tests("YAMLDocumentTests", ["YAMLDocument", "SourceText"]),
        tests("PolicyTests", ["FileForms", "PlimsollKit", "Policy", "CEL", "KubernetesModel", "YAMLDocument", "SourceText"]),
        .testTarget(
            name: "VerdictConformanceTests", dependencies: ["PlimsollKit", "Policy", "SourceText"],
            exclude: ["Explained.txt", "Parameters.txt"], swiftSettings: settings),
        // Runs the program itself, as its users do.
        tests("CommandLineTests", ["plimsoll", "TestSupport"]),
        tests("LanguageServerTests", ["TestSupport", "LanguageServer", "JSON", "PlimsollKit", "Policy", "SourceText"]),
        tests("PlimsollKitTests", ["FileForms", "TestSupport", "PlimsollKit", "Policy", "SourceText", "Admission", "Kustomize", "KubernetesModel", "KubernetesSchema", "KubernetesSchemaTable", "YAMLDocument"]),
    ]
)
