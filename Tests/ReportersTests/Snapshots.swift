import Reporters

/// What each format makes of `SampleReport`, byte for byte. After a change that is meant, run the tests with
/// `PLIMSOLL_SHOW_REPORTS=1`, which prints the new ones.
enum Snapshots {
    static let all: [ReportFormat: String] = [
        .text: #"""
        error[image-tag-latest]: image 'a%b,c' moves
         --> overlays/prod/patch.yaml:2:9
          |
        1 | spec:
        2 | 	image: a%b,c
          | 	       ^^^^^
          |
          = help: Name a version.
          = note: Deployment shop/web
          = note: set by shop/web.yaml:9:18 (resources) → overlays/prod/patch.yaml:2:9 (patches)
          = note: reaches overlays/dev, overlays/eu and 2 more

        error[secret-in-git]: Secret 'key' has values
         --> shop/secret.yaml:6:13
          |
        6 |   password: …
          |             ^
          |
          = note: Secret key

        warning[image-tag-latest]: image 'web:日本' moves�[2J
          --> shop/web.yaml:9:18
           |
         8 |         - name: wéb
         9 |           image: "web:日本"
           |                  ^^^^^^^^^^
        10 |           resources: {}
           |
           = note: Deployment shop/web
           = note: the service that selects it (shop/web.yaml:3:23)

        warning[memory-limit-missing]: container 'wéb' has no memory limit
        info[cpu-request-missing]: container 'wéb' has no CPU request
          --> shop/web.yaml:10:11
           |
         9 |           image: "web:日本"
        10 |           resources: {}
           |           ^^^^^^^^^^^^^
           |
           = help: Set `resources`.
           = note: Deployment shop/web

        Found 2 errors, 2 warnings and 1 info in 3 files (2 objects, 4 kustomizations); 1 suppressed.

        """#,
        .concise: #"""
        overlays/prod/patch.yaml:2:9: error image-tag-latest image 'a%b,c' moves
        shop/secret.yaml:6:13: error secret-in-git Secret 'key' has values
        shop/web.yaml:9:18: warning image-tag-latest image 'web:日本' moves�[2J
        shop/web.yaml:10:11: info cpu-request-missing container 'wéb' has no CPU request
        shop/web.yaml:10:11: warning memory-limit-missing container 'wéb' has no memory limit

        """#,
        .grouped: #"""
        overlays/prod/patch.yaml:
          2:9  error    image-tag-latest  image 'a%b,c' moves

        shop/secret.yaml:
          6:13  error    secret-in-git  Secret 'key' has values

        shop/web.yaml:
           9:18  warning  image-tag-latest      image 'web:日本' moves�[2J
          10:11  info     cpu-request-missing   container 'wéb' has no CPU request
          10:11  warning  memory-limit-missing  container 'wéb' has no memory limit

        Found 2 errors, 2 warnings and 1 info in 3 files (2 objects, 4 kustomizations); 1 suppressed.

        """#,
        .json: #"""
        {"plimsoll":{"version":"1.2.3","schema":1},
        "summary":{"errors":2,"warnings":2,"infos":1,"suppressed":1,"files":3,"objects":2,"kustomizations":4},
        "notes":["3 Helm templates were not read"],
        "diagnostics":[],
        "findings":[
        {"rule":"image-tag-latest","class":"policy","severity":"error","message":"image 'a%b,c' moves","file":"overlays/prod/patch.yaml","line":2,"column":9,"endLine":2,"endColumn":14,"path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[{"file":"overlays/prod/patch.yaml","line":2,"column":9,"step":"patches"},{"file":"shop/web.yaml","line":9,"column":18,"step":"resources"}],"roots":["overlays/dev","overlays/eu","overlays/prod","overlays/us"],"related":[],"fix":null,"fingerprint":"7a9bc0b19452dd72","suppressed":null},
        {"rule":"secret-in-git","class":"policy","severity":"error","message":"Secret 'key' has values","file":"shop/secret.yaml","line":6,"column":13,"endLine":6,"endColumn":20,"path":"stringData.password","object":{"group":"","version":"v1","kind":"Secret","namespace":"","name":"key","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"0f258132acfea9f8","suppressed":null},
        {"rule":"host-network","class":"policy","severity":"error","message":"uses the network of its node","file":"shop/web.yaml","line":4,"column":1,"endLine":4,"endColumn":6,"path":"spec","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"f6e71a17b40c3e63","suppressed":{"reason":"a \"router\"","file":"shop/web.yaml","line":2,"column":1}},
        {"rule":"image-tag-latest","class":"policy","severity":"warning","message":"image 'web:日本' moves\u001b[2J","file":"shop/web.yaml","line":9,"column":18,"endLine":9,"endColumn":26,"path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[{"file":"shop/web.yaml","line":3,"column":23,"message":"the service that selects it"}],"fix":null,"fingerprint":"7a9bc0b19452dd72","suppressed":null},
        {"rule":"cpu-request-missing","class":"policy","severity":"info","message":"container 'wéb' has no CPU request","file":"shop/web.yaml","line":10,"column":11,"endLine":10,"endColumn":24,"path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"318deca60a555735","suppressed":null},
        {"rule":"memory-limit-missing","class":"policy","severity":"warning","message":"container 'wéb' has no memory limit","file":"shop/web.yaml","line":10,"column":11,"endLine":10,"endColumn":24,"path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"9194e53fcc3f7dd6","suppressed":null}]}

        """#,
        .jsonl: #"""
        {"rule":"image-tag-latest","class":"policy","severity":"error","message":"image 'a%b,c' moves","file":"overlays/prod/patch.yaml","line":2,"column":9,"endLine":2,"endColumn":14,"path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[{"file":"overlays/prod/patch.yaml","line":2,"column":9,"step":"patches"},{"file":"shop/web.yaml","line":9,"column":18,"step":"resources"}],"roots":["overlays/dev","overlays/eu","overlays/prod","overlays/us"],"related":[],"fix":null,"fingerprint":"7a9bc0b19452dd72","suppressed":null}
        {"rule":"secret-in-git","class":"policy","severity":"error","message":"Secret 'key' has values","file":"shop/secret.yaml","line":6,"column":13,"endLine":6,"endColumn":20,"path":"stringData.password","object":{"group":"","version":"v1","kind":"Secret","namespace":"","name":"key","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"0f258132acfea9f8","suppressed":null}
        {"rule":"host-network","class":"policy","severity":"error","message":"uses the network of its node","file":"shop/web.yaml","line":4,"column":1,"endLine":4,"endColumn":6,"path":"spec","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"f6e71a17b40c3e63","suppressed":{"reason":"a \"router\"","file":"shop/web.yaml","line":2,"column":1}}
        {"rule":"image-tag-latest","class":"policy","severity":"warning","message":"image 'web:日本' moves\u001b[2J","file":"shop/web.yaml","line":9,"column":18,"endLine":9,"endColumn":26,"path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[{"file":"shop/web.yaml","line":3,"column":23,"message":"the service that selects it"}],"fix":null,"fingerprint":"7a9bc0b19452dd72","suppressed":null}
        {"rule":"cpu-request-missing","class":"policy","severity":"info","message":"container 'wéb' has no CPU request","file":"shop/web.yaml","line":10,"column":11,"endLine":10,"endColumn":24,"path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"318deca60a555735","suppressed":null}
        {"rule":"memory-limit-missing","class":"policy","severity":"warning","message":"container 'wéb' has no memory limit","file":"shop/web.yaml","line":10,"column":11,"endLine":10,"endColumn":24,"path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"origins":[],"roots":[],"related":[],"fix":null,"fingerprint":"9194e53fcc3f7dd6","suppressed":null}

        """#,
        .sarif: #"""
        {"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{
        "tool":{"driver":{"name":"plimsoll","semanticVersion":"1.2.3","rules":[
        {"id":"cpu-request-missing","shortDescription":{"text":"Container without a CPU request"},"fullDescription":{"text":"Container without a CPU request"},"help":{"text":"Set `resources`.","markdown":"# Container without a CPU request\n\n## Remedy\n\nSet `resources`."},"defaultConfiguration":{"level":"note"},"properties":{"tags":["resources","policy"],"category":"resources","precision":"high","problem.severity":"recommendation"}},
        {"id":"image-tag-latest","shortDescription":{"text":"Image with a moving tag"},"fullDescription":{"text":"What runs tomorrow is not what was tested."},"help":{"text":"Name a version.\n\nBetter still, a digest.","markdown":"# Image with a moving tag\n\nWhat runs tomorrow is not what was tested.\n\n## Remedy\n\nName a version.\n\nBetter still, a digest.\n\n- <https://example.com/images>"},"helpUri":"https://example.com/rules/image-tag-latest","defaultConfiguration":{"level":"warning"},"properties":{"tags":["images","policy"],"category":"images","precision":"high","problem.severity":"warning"}},
        {"id":"memory-limit-missing","shortDescription":{"text":"Container without a memory limit"},"fullDescription":{"text":"Container without a memory limit"},"help":{"text":"Set `resources`.","markdown":"# Container without a memory limit\n\n## Remedy\n\nSet `resources`."},"defaultConfiguration":{"level":"warning"},"properties":{"tags":["resources","policy"],"category":"resources","precision":"high","problem.severity":"warning"}},
        {"id":"secret-in-git","shortDescription":{"text":"Secret in the repository"},"fullDescription":{"text":"Secret in the repository"},"help":{"text":"Secret in the repository","markdown":"# Secret in the repository"},"defaultConfiguration":{"level":"error"},"properties":{"tags":["security","policy"],"category":"security","precision":"high","problem.severity":"error","security-severity":"8.0"}}]}},
        "automationDetails":{"id":"plimsoll/"},"columnKind":"unicodeCodePoints",
        "properties":{"files":3,"objects":2,"kustomizations":4},
        "invocations":[{"executionSuccessful":true,"toolExecutionNotifications":[]}],
        "results":[
        {"ruleId":"image-tag-latest","ruleIndex":1,"level":"error","message":{"text":"image 'a%b,c' moves; see [resources at shop/web.yaml:9](1)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"overlays/prod/patch.yaml"},"region":{"startLine":2,"startColumn":9,"endLine":2,"endColumn":14}},"logicalLocations":[{"fullyQualifiedName":"Deployment shop/web spec.template.spec.containers[0].image","kind":"object"}]}],"relatedLocations":[{"id":1,"physicalLocation":{"artifactLocation":{"uri":"shop/web.yaml"},"region":{"startLine":9,"startColumn":18,"endLine":9,"endColumn":26}},"message":{"text":"resources"}}],"partialFingerprints":{"primaryLocationLineHash":"74e69e05c6ab431d:1","plimsoll/v1":"7a9bc0b19452dd72"},"properties":{"class":"policy","path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1},"roots":["overlays/dev","overlays/eu","overlays/prod","overlays/us"]}},
        {"ruleId":"secret-in-git","ruleIndex":3,"level":"error","message":{"text":"Secret 'key' has values"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"shop/secret.yaml"},"region":{"startLine":6,"startColumn":13,"endLine":6,"endColumn":20}},"logicalLocations":[{"fullyQualifiedName":"Secret key stringData.password","kind":"object"}]}],"partialFingerprints":{"primaryLocationLineHash":"9535ce9650985f42:1","plimsoll/v1":"0f258132acfea9f8"},"properties":{"class":"policy","path":"stringData.password","object":{"group":"","version":"v1","kind":"Secret","namespace":"","name":"key","line":1}}},
        {"ruleId":"image-tag-latest","ruleIndex":1,"level":"warning","message":{"text":"image 'web:日本' moves�\\[2J; see [the service that selects it at shop/web.yaml:3](1)"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"shop/web.yaml"},"region":{"startLine":9,"startColumn":18,"endLine":9,"endColumn":26}},"logicalLocations":[{"fullyQualifiedName":"Deployment shop/web spec.template.spec.containers[0].image","kind":"object"}]}],"relatedLocations":[{"id":1,"physicalLocation":{"artifactLocation":{"uri":"shop/web.yaml"},"region":{"startLine":3,"startColumn":23,"endLine":3,"endColumn":32}},"message":{"text":"the service that selects it"}}],"partialFingerprints":{"primaryLocationLineHash":"bbd1738696b4fb8e:1","plimsoll/v1":"7a9bc0b19452dd72"},"properties":{"class":"policy","path":"spec.template.spec.containers[0].image","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1}}},
        {"ruleId":"cpu-request-missing","ruleIndex":0,"level":"note","message":{"text":"container 'wéb' has no CPU request"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"shop/web.yaml"},"region":{"startLine":10,"startColumn":11,"endLine":10,"endColumn":24}},"logicalLocations":[{"fullyQualifiedName":"Deployment shop/web spec.template.spec.containers[0].resources","kind":"object"}]}],"partialFingerprints":{"primaryLocationLineHash":"5dc8a9eaee713aaa:1","plimsoll/v1":"318deca60a555735"},"properties":{"class":"policy","path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1}}},
        {"ruleId":"memory-limit-missing","ruleIndex":2,"level":"warning","message":{"text":"container 'wéb' has no memory limit"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"shop/web.yaml"},"region":{"startLine":10,"startColumn":11,"endLine":10,"endColumn":24}},"logicalLocations":[{"fullyQualifiedName":"Deployment shop/web spec.template.spec.containers[0].resources","kind":"object"}]}],"partialFingerprints":{"primaryLocationLineHash":"5dc8a9eaee713aaa:1","plimsoll/v1":"9194e53fcc3f7dd6"},"properties":{"class":"policy","path":"spec.template.spec.containers[0].resources","object":{"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","line":1}}}]}]}

        """#,
        .junit: #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="plimsoll" tests="5" failures="4" errors="0">
          <testsuite name="overlays/prod/patch.yaml" tests="1" failures="1" errors="0">
            <testcase classname="overlays/prod/patch.yaml" name="image-tag-latest at 2:9">
              <failure type="error" message="image &#39;a%b,c&#39; moves">overlays/prod/patch.yaml:2:9</failure>
            </testcase>
          </testsuite>
          <testsuite name="shop/secret.yaml" tests="1" failures="1" errors="0">
            <testcase classname="shop/secret.yaml" name="secret-in-git at 6:13">
              <failure type="error" message="Secret &#39;key&#39; has values">shop/secret.yaml:6:13</failure>
            </testcase>
          </testsuite>
          <testsuite name="shop/web.yaml" tests="3" failures="2" errors="0">
            <testcase classname="shop/web.yaml" name="image-tag-latest at 9:18">
              <failure type="warning" message="image &#39;web:日本&#39; moves�[2J">shop/web.yaml:9:18</failure>
            </testcase>
            <testcase classname="shop/web.yaml" name="cpu-request-missing at 10:11">
              <system-out>container &#39;wéb&#39; has no CPU request</system-out>
            </testcase>
            <testcase classname="shop/web.yaml" name="memory-limit-missing at 10:11">
              <failure type="warning" message="container &#39;wéb&#39; has no memory limit">shop/web.yaml:10:11</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """#,
        .github: #"""
        ::error file=overlays/prod/patch.yaml,line=2,col=9,endLine=2,endColumn=14,title=image-tag-latest::image 'a%25b,c' moves
        ::error file=shop/secret.yaml,line=6,col=13,endLine=6,endColumn=20,title=secret-in-git::Secret 'key' has values
        ::warning file=shop/web.yaml,line=9,col=18,endLine=9,endColumn=26,title=image-tag-latest::image 'web:日本' moves�[2J
        ::warning file=shop/web.yaml,line=10,col=11,endLine=10,endColumn=24,title=memory-limit-missing::container 'wéb' has no memory limit
        ::notice file=shop/web.yaml,line=10,col=11,endLine=10,endColumn=24,title=cpu-request-missing::container 'wéb' has no CPU request

        """#,
        .gitlab: #"""
        [
        {"description":"image-tag-latest: image 'a%b,c' moves","check_name":"image-tag-latest","fingerprint":"7a9bc0b19452dd72","severity":"critical","location":{"path":"overlays/prod/patch.yaml","lines":{"begin":2}}},
        {"description":"secret-in-git: Secret 'key' has values","check_name":"secret-in-git","fingerprint":"0f258132acfea9f8","severity":"critical","location":{"path":"shop/secret.yaml","lines":{"begin":6}}},
        {"description":"image-tag-latest: image 'web:日本' moves�[2J","check_name":"image-tag-latest","fingerprint":"7a9bc0b19452dd72-2","severity":"major","location":{"path":"shop/web.yaml","lines":{"begin":9}}},
        {"description":"cpu-request-missing: container 'wéb' has no CPU request","check_name":"cpu-request-missing","fingerprint":"318deca60a555735","severity":"info","location":{"path":"shop/web.yaml","lines":{"begin":10}}},
        {"description":"memory-limit-missing: container 'wéb' has no memory limit","check_name":"memory-limit-missing","fingerprint":"9194e53fcc3f7dd6","severity":"major","location":{"path":"shop/web.yaml","lines":{"begin":10}}}]

        """#,
        .azure: #"""
        ##vso[task.logissue type=error;sourcepath=overlays/prod/patch.yaml;linenumber=2;columnnumber=9;code=image-tag-latest;]image 'a%AZP25b,c' moves
        ##vso[task.logissue type=error;sourcepath=shop/secret.yaml;linenumber=6;columnnumber=13;code=secret-in-git;]Secret 'key' has values
        ##vso[task.logissue type=warning;sourcepath=shop/web.yaml;linenumber=9;columnnumber=18;code=image-tag-latest;]image 'web:日本' moves�[2J
        ##vso[task.logissue type=warning;sourcepath=shop/web.yaml;linenumber=10;columnnumber=11;code=cpu-request-missing;]container 'wéb' has no CPU request
        ##vso[task.logissue type=warning;sourcepath=shop/web.yaml;linenumber=10;columnnumber=11;code=memory-limit-missing;]container 'wéb' has no memory limit

        """#,
        .rdjson: #"""
        {"source":{"name":"plimsoll"},"diagnostics":[
        {"message":"image 'a%b,c' moves","location":{"path":"overlays/prod/patch.yaml","range":{"start":{"line":2,"column":9},"end":{"line":2,"column":14}}},"severity":"ERROR","code":{"value":"image-tag-latest","url":"https://example.com/rules/image-tag-latest"}},
        {"message":"Secret 'key' has values","location":{"path":"shop/secret.yaml","range":{"start":{"line":6,"column":13},"end":{"line":6,"column":20}}},"severity":"ERROR","code":{"value":"secret-in-git"}},
        {"message":"image 'web:日本' moves�[2J","location":{"path":"shop/web.yaml","range":{"start":{"line":9,"column":18},"end":{"line":9,"column":30}}},"severity":"WARNING","code":{"value":"image-tag-latest","url":"https://example.com/rules/image-tag-latest"}},
        {"message":"container 'wéb' has no CPU request","location":{"path":"shop/web.yaml","range":{"start":{"line":10,"column":11},"end":{"line":10,"column":24}}},"severity":"INFO","code":{"value":"cpu-request-missing"}},
        {"message":"container 'wéb' has no memory limit","location":{"path":"shop/web.yaml","range":{"start":{"line":10,"column":11},"end":{"line":10,"column":24}}},"severity":"WARNING","code":{"value":"memory-limit-missing"}}]}

        """#,
        .markdown: #"""
        ### plimsoll

        Found 2 errors, 2 warnings and 1 info in 3 files (2 objects, 4 kustomizations); 1 suppressed.

        | Severity | Rule | Place | Object | Finding |
        |---|---|---|---|---|
        | error | [image-tag-latest](https://example.com/rules/image-tag-latest) | overlays/prod/patch.yaml:2:9 | Deployment shop/web | image 'a%b,c' moves |
        | error | secret-in-git | shop/secret.yaml:6:13 | Secret key | Secret 'key' has values |
        | warning | [image-tag-latest](https://example.com/rules/image-tag-latest) | shop/web.yaml:9:18 | Deployment shop/web | image 'web:日本' moves�\[2J |
        | warning | memory-limit-missing | shop/web.yaml:10:11 | Deployment shop/web | container 'wéb' has no memory limit |
        | info | cpu-request-missing | shop/web.yaml:10:11 | Deployment shop/web | container 'wéb' has no CPU request |

        > 3 Helm templates were not read

        """#,
        .checkstyle: #"""
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="4.3">
          <file name="overlays/prod/patch.yaml">
            <error line="2" column="9" severity="error" message="image &#39;a%b,c&#39; moves" source="plimsoll.image-tag-latest"/>
          </file>
          <file name="shop/secret.yaml">
            <error line="6" column="13" severity="error" message="Secret &#39;key&#39; has values" source="plimsoll.secret-in-git"/>
          </file>
          <file name="shop/web.yaml">
            <error line="9" column="18" severity="warning" message="image &#39;web:日本&#39; moves�[2J" source="plimsoll.image-tag-latest"/>
            <error line="10" column="11" severity="info" message="container &#39;wéb&#39; has no CPU request" source="plimsoll.cpu-request-missing"/>
            <error line="10" column="11" severity="warning" message="container &#39;wéb&#39; has no memory limit" source="plimsoll.memory-limit-missing"/>
          </file>
        </checkstyle>

        """#,
    ]
}
