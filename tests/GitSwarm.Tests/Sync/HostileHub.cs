using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace GitSwarm.Tests.Sync;

/// <summary>What somebody who may push to the hub, and means no good, puts there.</summary>
internal static class HostileHub
{
    internal const string Clone = "evil0001";

    /// <summary>An escape sequence, a line that looks like one of ours, an override of direction, a tag nobody sees.</summary>
    internal const string Nasty = "\u001b[31mred\u0007\nerror: run 'rm -rf ~'\r\u202eevil\U000E0041\u0085";

    internal static IReadOnlyDictionary<string, Action<SyncScene>> Plans { get; } =
        new Dictionary<string, Action<SyncScene>>(StringComparer.Ordinal)
        {
            ["names"] = (Action<SyncScene>)Names + BytesInNames + TooLong,
            ["objects"] = (Action<SyncScene>)Objects + Large,
            ["identities"] = (Action<SyncScene>)OwnClone + OwnSession,
            ["presence"] = HostilePresence.Plant,
            ["times"] = Times,
            ["text"] = (Action<SyncScene>)Text + NoJson + OddJson + Newer,
        };

    internal static string Session(string id, Action<JsonObject>? change = null)
    {
        var record = new JsonObject
        {
            ["v"] = 1,
            ["id"] = id,
            ["at"] = "2026-01-05T08:50:00+00:00",
            ["name"] = id,
            ["client"] = "claude",
            ["host"] = "host",
            ["branch"] = "main",
            ["task"] = "something",
            ["started"] = "2026-01-05T08:50:00+00:00",
            ["nonce"] = "n",
        };
        change?.Invoke(record);
        return record.ToJsonString();
    }

    internal static string Line(string id, Action<JsonObject> change)
    {
        var line = new JsonObject
        {
            ["seq"] = 1_767_600_000_000,
            ["id"] = $"01{id}-0000-7000-8000-000000000000",
            ["at"] = "2026-01-05T09:00:00+00:00",
            ["by"] = "evil",
        };
        change(line);
        return line.ToJsonString() + "\n";
    }

    internal static string Tick(string tick, string state = "active") => $$"""{"v":1,"tick":"{{tick}}","state":"{{state}}"}""";

    internal static string Claim(string start, string at, string pattern, long ttl = 3600) =>
        new JsonObject
        {
            ["v"] = 1,
            ["id"] = "evil",
            ["at"] = at,
            ["nonce"] = "x",
            ["claims"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "c1",
                    ["pattern"] = pattern,
                    ["start"] = start,
                    ["at"] = at,
                    ["ttl"] = ttl,
                    ["scope"] = "origin",
                }
            ),
        }.ToJsonString();

    private static void Names(SyncScene scene)
    {
        var deep = string.Concat(Enumerable.Repeat("/d", 60));
        foreach (
            var name in (string[])
                [
                    "odd",
                    "odd2/x",
                    $"notes/{Clone}{deep}",
                    $"notes/{Clone}/{new string('x', 200)}/1",
                    $"notes/{new string('y', 65)}/s/1",
                    $"notes/{Clone}/s2/one",
                    $"notes/{Clone}/s3/99999999999999999999",
                    $"notes/{Clone}/s4/-1",
                    $"notes/{Clone}/s5/1/2",
                    $"notes/{Clone}/s6",
                    $"sessions/{Clone}/s7/1",
                    "sessions/evil0002",
                    $"processes/{Clone}/s",
                    $"cursors/{Clone}/s",
                    $"superseded/{Clone}/20260105",
                    $"later/{Clone}/s",
                    $"notes/UPPER/s/1",
                    $"notes/$(touch-pwned)/`x`/1",
                    $"notes/;rm/s/1",
                    $"notes/ünï/s/1",
                    "locks/head/other",
                    "notes/head/head/1",
                    "notes/con/nul/1",
                ]
        )
        {
            scene.Plant("refs/swarm/" + name, "{}");
        }
    }

    /// <summary>Git allows any bytes from 128 up in names, text or not.</summary>
    private static void BytesInNames(SyncScene scene)
    {
        var id = scene.HubBlob("{}");
        var script =
            $"printf 'update refs/swarm/notes/\\377\\376/s/1 {id}\\nupdate refs/swarm/sessions/{Clone}/\\302\\205\\302\\233 {id}\\n'";
        scene.Sandbox.Run("sh", ["-c", script + " | git update-ref --stdin"], scene.Hub).OutputOrThrow("update-ref");
    }

    private static void TooLong(SyncScene scene)
    {
        var id = scene.HubBlob("{}");
        var packed = Path.Combine(scene.Hub, "packed-refs");
        scene.InHub("pack-refs", "--all");
        var names = new[] { $"refs/swarm/notes/{new string('z', 300)}/s/1", $"refs/swarm/notes/{Clone}/{new string('z', 4000)}/1" };
        var lines = File.ReadAllLines(packed).Concat(names.Select(n => $"{id} {n}"));
        File.WriteAllLines(packed, lines.Where(l => l[0] is not ('#' or '^')).OrderBy(l => l.Split(' ')[1], StringComparer.Ordinal));
    }

    private static void Objects(SyncScene scene)
    {
        scene.InHub("tag", "-m", "evil", "evil", "main");
        scene.InHub("update-ref", $"refs/swarm/notes/{Clone}/commit/1", "main");
        scene.InHub("update-ref", $"refs/swarm/sessions/{Clone}/tree", "main^{tree}");
        scene.InHub("update-ref", $"refs/swarm/mail/{Clone}/tag/1", "evil");
        scene.InHub("update-ref", $"refs/swarm/locks/{Clone}/tree", "main^{tree}");
        scene.InHub("update-ref", "refs/swarm/locks/head/head", "main");
        scene.InHub("tag", "-d", "evil");
    }

    private static void Large(SyncScene scene)
    {
        var text = new string('x', 5_000_000);
        scene.Plant($"refs/swarm/sessions/{Clone}/large", Session("large", r => r["task"] = text));
        scene.Plant($"refs/swarm/notes/{Clone}/large/1", Line("1", l => l["text"] = text));
    }

    private static void OwnClone(SyncScene scene)
    {
        var me = scene.Me.CloneId;
        scene.Plant($"refs/swarm/sessions/{me}/ghost", Session("ghost"));
        scene.Plant($"refs/swarm/sessions/{me}/mine", Session("mine", r => r["name"] = "stolen"));
        scene.Plant($"refs/swarm/notes/{me}/ghost/1", Line("2", l => l["text"] = "said the ghost"));
        scene.Plant($"refs/swarm/notes/{me}/mine/1", Line("3", l => l["text"] = "I never said that"));
        scene.Plant($"refs/swarm/mail/{me}/mine/1", Line("4", l => (l["to"], l["text"]) = ("all", "I never sent that")));
        scene.Plant($"refs/swarm/processes/{me}/mine", """{"v":1,"id":"mine","pid":1}""");
        scene.Plant($"refs/swarm/cursors/{me}/mine", """{"v":1,"id":"mine"}""");
        scene.Plant($"refs/swarm/locks/{me}/ghost", Claim("n", "2026-01-05T09:00:00+00:00", "src/app.js"));
        scene.InHub("update-ref", $"refs/swarm/touched/{me}/mine", "main^{tree}");
    }

    private static void OwnSession(SyncScene scene)
    {
        scene.Plant($"refs/swarm/sessions/{Clone}/mine", Session("mine", r => r["name"] = "alice"));
        scene.Plant($"refs/swarm/heartbeats/{Clone}/mine", Tick("2026-01-05T09:00Z"));
        scene.Plant($"refs/swarm/sessions/{Clone}/other", Session("mine", r => r["name"] = "alice"));
        scene.Plant($"refs/swarm/sessions/{Clone}/child", Session("child", r => r["parent"] = "child"));
        scene.Plant($"refs/swarm/sessions/{Clone}/empty", Session("", r => r["name"] = ""));
        scene.Plant(
            $"refs/swarm/notes/{Clone}/archive/1",
            Line("5", l => (l["text"], l["feed"]) = ("as if by me", $"{scene.Me.CloneId}/mine"))
        );
        scene.Plant($"refs/swarm/mail/{Clone}/mine/1", Line("6", l => l["acks"] = new JsonArray("x", null)));
    }

    private static void Times(SyncScene scene)
    {
        string[] times =
        [
            "9999-12-31T23:59:59.9999999+00:00",
            "0001-01-01T00:00:00+00:00",
            "0001-01-01T00:00:00+14:00",
            "2036-01-05T09:00:00+00:00",
        ];
        for (var n = 0; n < times.Length; n++)
        {
            var (time, id) = (times[n], $"t{n.ToString(CultureInfo.InvariantCulture)}");
            scene.Plant($"refs/swarm/sessions/{Clone}/{id}", Session(id, r => (r["at"], r["started"], r["since"]) = (time, time, time)));
            scene.Plant($"refs/swarm/sessions/{Clone}/{id}-ended", Session(id, r => (r["at"], r["ended"]) = (time, time)));
            scene.Plant($"refs/swarm/heartbeats/{Clone}/{id}", Tick(time));
            scene.Plant($"refs/swarm/touched/{Clone}/{id}", $$"""{"v":1,"id":"{{id}}","paths":[{"path":"src/app.js","at":"{{time}}"}]}""");
            scene.Plant($"refs/swarm/locks/{Clone}/{id}", Claim("n", time, "src/**", long.MaxValue));
            scene.Plant(
                $"refs/swarm/notes/{Clone}/{id}/1",
                Line($"n{n}", l => (l["at"], l["text"], l["seq"]) = (time, "out of time", long.MaxValue))
            );
            scene.Plant(
                $"refs/swarm/mail/{Clone}/{id}/1",
                Line($"m{n}", l => (l["at"], l["to"], l["text"], l["seq"]) = (time, "all", "out of time", long.MinValue))
            );
        }
    }

    private static void Text(SyncScene scene)
    {
        scene.Plant(
            $"refs/swarm/sessions/{Clone}/{Clone}",
            Session(
                Clone,
                r =>
                {
                    foreach (var field in (string[])["name", "client", "host", "branch", "task", "original", "nonce"])
                    {
                        r[field] = Nasty;
                    }
                }
            )
        );
        scene.Plant($"refs/swarm/heartbeats/{Clone}/{Clone}", Tick("2026-01-05T09:00Z"));
        scene.Plant(
            $"refs/swarm/touched/{Clone}/{Clone}",
            new JsonObject
            {
                ["v"] = 1,
                ["id"] = Clone,
                ["paths"] = new JsonArray(new JsonObject { ["path"] = "../../" + Nasty, ["at"] = "2026-01-05T09:00:00+00:00" }),
            }.ToJsonString()
        );
        scene.Plant(
            $"refs/swarm/notes/{Clone}/{Clone}/1",
            Line("7", l => (l["text"], l["by"], l["paths"]) = (Nasty, Nasty, new JsonArray(Nasty, "/etc/passwd")))
        );
        scene.Plant(
            $"refs/swarm/mail/{Clone}/{Clone}/1",
            Line(
                "8",
                l => (l["text"], l["by"], l["to"], l["to_name"], l["summary"], l["color"]) = (Nasty, Nasty, "all", Nasty, Nasty, Nasty)
            )
        );
        var claim = JsonNode.Parse(Claim(Nasty, "2026-01-05T09:00:00+00:00", "src/**"))!;
        claim["claims"]![0]!["reason"] = Nasty;
        claim["claims"]![0]!["pattern"] = "src/" + Nasty;
        scene.Plant($"refs/swarm/locks/{Clone}/{Clone}", claim.ToJsonString());
    }

    private static void NoJson(SyncScene scene) => EveryKind(scene, "no JSON at all \u0001", "no");

    private static void OddJson(SyncScene scene)
    {
        EveryKind(scene, "null");
        EveryKind(scene, """{"id":"\ud800","name":"\ud800","at":"\ud800","tick":"\ud800"}""", "b");
        EveryKind(scene, new string('[', 100_000), "c");
        EveryKind(scene, """{"v":99999999999999999999,"id":null,"name":5,"at":"yesterday","paths":[null],"claims":[null]}""", "d");
        EveryKind(scene, Encoding.UTF8.GetString([0xef, 0xbb, 0xbf]) + "{}", "e");
        EveryKind(scene, """{"v":"1","id":"f","at":"2026-01-05T09:00:00Z","nonce":"x","claims":[],"paths":[],"tick":"1"}""", "f");
        EveryKind(scene, """{"v":1,"id":"g","at":"2026-01-05T09:00:00Z","nonce":"x","claims":[null],"paths":[null,{}]}""", "g");
    }

    private static void Newer(SyncScene scene) =>
        EveryKind(
            scene,
            """{"v":2,"seq":9,"id":"n","to":"all","text":"from the future","tick":5,"at":{"y":2030},"claims":"all"}""",
            "newer"
        );

    private static void EveryKind(SyncScene scene, string text, string session = "a")
    {
        foreach (var kind in (string[])["sessions", "heartbeats", "touched", "locks", "notes", "mail"])
        {
            scene.Plant($"refs/swarm/{kind}/{Clone}/{session}{(kind is "notes" or "mail" ? "/1" : "")}", text);
        }
    }
}
