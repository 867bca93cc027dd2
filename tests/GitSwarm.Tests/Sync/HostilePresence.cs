using System.Globalization;

namespace GitSwarm.Tests.Sync;

/// <summary>Records of many sessions in one blob, by somebody who means no good.</summary>
internal static class HostilePresence
{
    internal static void Plant(SyncScene scene)
    {
        Put(scene, HostileHub.Clone, "no JSON at all \u0001", "no");
        Put(scene, HostileHub.Clone, "null", "null");
        Put(scene, HostileHub.Clone, "[]", "list");
        Put(scene, HostileHub.Clone, new string('[', 100_000), "deep");
        Put(scene, HostileHub.Clone, """{"v":1,"records":""" + new string('[', 500) + new string(']', 500) + "}", "deeper");
        Put(scene, HostileHub.Clone, """{"v":2,"records":{"of":"the future"}}""", "newer");
        Put(scene, HostileHub.Clone, """{"v":99999999999999999999,"records":[]}""", "newest");
        Put(scene, HostileHub.Clone, """{"v":1,"at":"yesterday","records":[5,null,[],{"id":5}]}""", "odd");
        Put(scene, HostileHub.Clone, """{"v":1,"records":[{"id":"\ud800","sessions":{}}]}""", "lone");
        Put(scene, HostileHub.Clone, Of(("cut", HostileHub.Session("cut")))[..^3], "cut");
        Put(scene, HostileHub.Clone, Of(("null", "null"), ("list", "[1]"), ("text", "\"sessions\""), ("empty", "{}")), "values");
        foreach (var (n, paths) in ((string, string)[])[("gap", "[null]"), ("hollow", "[{}]")])
        {
            var touched = $$"""{"v":1,"id":"{{n}}","paths":{{paths}}}""";
            Put(
                scene,
                HostileHub.Clone,
                $$"""{"v":1,"at":"2026-01-05T09:00:00Z","records":[{"id":"{{n}}","sessions":{{HostileHub.Session(n)}},"touched":{{touched}}}]}""",
                n
            );
        }
        Put(scene, HostileHub.Clone, Of(("../../x", HostileHub.Session("x")), ("UPPER", HostileHub.Session("U")), ("", "{}")), "names");
        Put(scene, HostileHub.Clone, Of(("twin", HostileHub.Session("twin")), ("twin", HostileHub.Session("twin"))), "twins");
        Put(scene, HostileHub.Clone, Of(("mine", HostileHub.Session("mine", r => r["name"] = "alice"))), "mine");
        Put(scene, "evil0002", Of([.. Enumerable.Range(0, 5000).Select(n => (n.ToString(CultureInfo.InvariantCulture), "{}"))]), "many");
        Put(scene, "evil0003", Of(("large", HostileHub.Session("large", r => r["task"] = new string('x', 5_000_000)))), "large");
        // As if this clone had said it.
        var me = scene.Me.CloneId;
        Put(scene, me, Of(("ghost", HostileHub.Session("ghost")), ("mine", HostileHub.Session("mine", r => r["name"] = "stolen"))), "live");
        Put(scene, me, Of(("ghost", HostileHub.Session("ghost"))), "20260101");
    }

    private static string Of(params (string Id, string Session)[] entries) =>
        $$"""{"v":1,"at":"2026-01-05T09:00:00Z","records":[{{string.Join(',', entries.Select(e => $$"""{"id":"{{e.Id}}","sessions":{{e.Session}}}"""))}}]}""";

    private static void Put(SyncScene scene, string clone, string text, string part) =>
        scene.Plant($"refs/swarm/presence/{clone}/{part}", text);
}
