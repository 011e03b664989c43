import Foundation
import PlimsollKit
import Policy
import Testing

/// `examples/shop-kustomize` has a defect in each layer, and each is found there with the overlays that it reaches.
@Suite struct ShopTreeTests {
    private static let found = """
        base/api.yaml:39:23 quantity-invalid in dev, prod, staging
        base/web.yaml:9:3 replicas-with-hpa in prod
        base/web.yaml:29:13 privilege-escalation in dev, staging
        components/metrics/exporter.yaml:10:11 image-tag-latest in prod, staging
        overlays/dev/kustomization.yaml:6:1 kustomize-deprecated-field in dev
        overlays/dev/kustomization.yaml:11:9 kustomize-secret-literal in dev
        overlays/prod/kustomization.yaml:13:7 kustomize-patch-no-match in prod
        overlays/prod/kustomization.yaml:26:11 privileged-container in prod
        overlays/staging/ingress.yaml:1:1 kustomize-unused-file
        overlays/staging/kustomization.yaml:10:13 image-tag-latest in staging
        overlays/staging/kustomization.yaml:11:11 kustomize-image-no-match in staging
        """

    @Test func eachLayersDefectsAreFoundWhereTheyWereWritten() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let shop = package.appending(path: "examples/shop-kustomize").path + "/"
        var options = RunOptions()
        options.paths = [shop]
        let result = Run.check(options, library: try RuleLibrary())
        let files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.id, $0) })
        let lines = result.openFindings.map { finding in
            let file = files[finding.span.file]
            let place = file?.position(of: finding.span.lower)
            // Below the working directory of the tests the paths are relative.
            let path = (file?.path ?? "").components(separatedBy: "shop-kustomize/").last ?? ""
            let roots = finding.roots.map { $0.components(separatedBy: "/").last ?? "" }
            return "\(path):\(place?.line ?? 0):\(place?.column ?? 0) \(finding.rule)"
                + (roots.isEmpty ? "" : " in \(roots.joined(separator: ", "))")
        }
        #expect(lines == Self.found.components(separatedBy: "\n"))
    }
}
