extension Snapshots {
    /// What stands between `<main>` and `</main>`.
    static let html = #"""

        <p class="lead">Found 2 errors, 2 warnings and 1 info in 3 files (2 objects, 4 kustomizations); 1 suppressed.</p>
        <ul class="tiles">
        <li><b class="error">2</b><span>errors</span></li>
        <li><b class="warning">2</b><span>warnings</span></li>
        <li><b class="info">1</b><span>infos</span></li>
        <li><b>1</b><span>suppressed</span></li>
        <li><b>2</b><span>objects</span></li>
        <li><b>4</b><span>kustomizations</span></li>
        </ul>
        <p class="lead">3 Helm templates were not read</p>
        <h2 id="findings">Findings</h2>
        <div class="filter" data-table="findings-table" hidden><label>Filter <input type="search" placeholder="rule, file, object or words"></label><label><input type="checkbox" value="error" checked> errors</label><label><input type="checkbox" value="warning" checked> warnings</label><label><input type="checkbox" value="info" checked> infos</label><output></output></div>
        <div class="scroll"><table class="sortable" id="findings-table"><thead><tr><th>Severity</th><th>Rule</th><th>Place</th><th>Object</th><th>Finding</th></tr></thead><tbody>
        <tr data-severity="error"><td class="severity error" data-sort="2">error</td><td><a href="#rule-image-tag-latest">image-tag-latest</a></td><td class="place">overlays/<wbr>prod/<wbr>patch.yaml:2:9</td><td>Deployment shop/web</td><td><details><summary>image &#39;a%b,c&#39; moves</summary><pre>1  spec:
        2  	image: <mark>a%b,c</mark>
        </pre><dl><dt>field</dt><dd>spec.template.spec.containers[0].image</dd><dt>set by</dt><dd>shop/web.yaml:9:18 (resources) → overlays/prod/patch.yaml:2:9 (patches)</dd><dt>reaches</dt><dd>overlays/dev, overlays/eu, overlays/prod, overlays/us</dd></dl></details></td></tr>
        <tr data-severity="error"><td class="severity error" data-sort="2">error</td><td><a href="#rule-secret-in-git">secret-in-git</a></td><td class="place">shop/<wbr>secret.yaml:6:13</td><td>Secret key</td><td><details><summary>Secret &#39;key&#39; has values</summary><pre>6    password: <mark>…</mark>
        </pre><dl><dt>field</dt><dd>stringData.password</dd></dl></details></td></tr>
        <tr data-severity="warning"><td class="severity warning" data-sort="1">warning</td><td><a href="#rule-image-tag-latest">image-tag-latest</a></td><td class="place">shop/<wbr>web.yaml:9:18</td><td>Deployment shop/web</td><td><details><summary>image &#39;web:日本&#39; moves�[2J</summary><pre> 8          - name: wéb
         9            image: <mark>&quot;web:日本&quot;</mark>
        10            resources: {}
        </pre><dl><dt>field</dt><dd>spec.template.spec.containers[0].image</dd><dt>see</dt><dd>the service that selects it, shop/web.yaml:3:23</dd></dl></details></td></tr>
        <tr data-severity="info"><td class="severity info" data-sort="0">info</td><td><a href="#rule-cpu-request-missing">cpu-request-missing</a></td><td class="place">shop/<wbr>web.yaml:10:11</td><td>Deployment shop/web</td><td><details><summary>container &#39;wéb&#39; has no CPU request</summary><pre> 9            image: &quot;web:日本&quot;
        10            <mark>resources: {}</mark>
        </pre><dl><dt>field</dt><dd>spec.template.spec.containers[0].resources</dd></dl></details></td></tr>
        <tr data-severity="warning"><td class="severity warning" data-sort="1">warning</td><td><a href="#rule-memory-limit-missing">memory-limit-missing</a></td><td class="place">shop/<wbr>web.yaml:10:11</td><td>Deployment shop/web</td><td><details><summary>container &#39;wéb&#39; has no memory limit</summary><pre> 9            image: &quot;web:日本&quot;
        10            <mark>resources: {}</mark>
        </pre><dl><dt>field</dt><dd>spec.template.spec.containers[0].resources</dd></dl></details></td></tr>
        </tbody></table></div>
        <h2 id="rules">Why, and what to do</h2>
        <details id="rule-image-tag-latest"><summary><b>image-tag-latest</b>: Image with a moving tag (2)</summary>
        <p>What runs tomorrow is not what was tested.</p><h3>What to do</h3>
        <p>Name a version.</p><p>Better still, a digest.</p><p><a href="https://example.com/rules/image-tag-latest" rel="noreferrer">https://example.com/rules/image-tag-latest</a></p>
        <p><a href="https://example.com/images" rel="noreferrer">https://example.com/images</a></p>
        </details>
        <details id="rule-cpu-request-missing"><summary><b>cpu-request-missing</b>: Container without a CPU request (1)</summary>
        <h3>What to do</h3>
        <p>Set <code>resources</code>.</p></details>
        <details id="rule-memory-limit-missing"><summary><b>memory-limit-missing</b>: Container without a memory limit (1)</summary>
        <h3>What to do</h3>
        <p>Set <code>resources</code>.</p></details>
        <details id="rule-secret-in-git"><summary><b>secret-in-git</b>: Secret in the repository (1)</summary>
        </details>
        </
        """#
}
