using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What leaves a clone: every ref and every byte the hub has after a busy day.</summary>
public sealed class LeavingTests : IDisposable
{
    private const string Silent = "silent-session";

    private readonly SyncScene scene = new();
    private readonly SyncUser there;

    public LeavingTests()
    {
        there = scene.Clone("there");
        there.Do("join", "--name", "zoe");
        there.Sync();
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void Only_records_of_shared_kinds_leave_and_of_them_only_fields_that_are_meant_for_others()
    {
        Live();
        var mine = scene.Me.CloneId;

        var records = Hub().Where(r => r.Name.Contains($"/{mine}/", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            ["mail main-session 1", "mail second-session 1", "notes main-session 1", "notes second-session 1", "presence live"],
            records.Select(r => string.Join(' ', r.Name.Split('/')[2..3].Concat(r.Name.Split('/')[4..])))
        );
        foreach (var (name, _, text) in records)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                using var record = JsonDocument.Parse(line);
                AssertAllowed(name.Split('/')[2], record.RootElement);
            }
        }
        using var presence = JsonDocument.Parse(records.Single(r => r.Name.EndsWith("/live", StringComparison.Ordinal)).Text);
        var sessions = presence.RootElement.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(
            ["main-session", "main-session-a25e1209de56cc1ce", "second-session"],
            sessions.Select(s => s.GetProperty("id").GetString())
        );
        foreach (var record in sessions.SelectMany(s => s.EnumerateObject()).Where(p => p.Name != "id"))
        {
            AssertAllowed(record.Name, record.Value);
        }
        Assert.Single(sessions, s => s.TryGetProperty("touched", out _));
    }

    private static void AssertAllowed(string kind, JsonElement record)
    {
        var fields = record.EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.True(fields.IsSubsetOf(Allowed(kind)), $"{kind}: {record}");
    }

    [Fact]
    public void No_process_no_place_no_local_word_and_nothing_of_a_session_that_is_muted_leaves()
    {
        var pids = Live();

        var everything = string.Join('\n', Hub().Select(r => $"{r.Name} {r.Text}"));

        Assert.Contains("to zoe", everything, StringComparison.Ordinal);
        Assert.Contains("to everybody", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("at home", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(Silent, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Sandbox.Root, everything, StringComparison.Ordinal);
        Assert.DoesNotContain("/home", everything, StringComparison.Ordinal);
        Assert.All(pids, pid => Assert.DoesNotContain($"\"pid\":{pid}", everything, StringComparison.Ordinal));
        Assert.DoesNotContain("claims", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("boot", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Not_even_an_object_of_what_stays_home_is_sent()
    {
        Live();
        var here = Objects(scene.Me.Directory, "refs/swarm");
        var mayBeThere = Hub().Select(r => r.Id).ToHashSet();

        foreach (var id in here.Where(id => !mayBeThere.Contains(id)))
        {
            Assert.NotEqual(0, scene.Sandbox.Run("git", ["cat-file", "-e", id], scene.Hub).ExitCode);
        }
        Assert.Contains(here, id => !mayBeThere.Contains(id));
    }

    [Fact]
    public void A_session_that_is_muted_later_is_taken_back_and_comes_again_when_it_speaks()
    {
        scene.Me.Do("join", "--name", "shy");
        scene.Me.Do("touch", "src/app.js");
        scene.Me.Do("note", "something");
        scene.Me.Sync();
        Assert.Contains(scene.HubRefs(), IsMine);

        scene.Me.Do("mute");
        scene.Me.Sync();
        Assert.DoesNotContain(scene.HubRefs(), IsMine);
        there.Sync();
        Assert.Equal("zoe", there.Names("--all"));

        scene.Me.Do("unmute");
        scene.Me.Sync();
        there.Sync();
        Assert.Equal("shy zoe", there.Names());
        Assert.Equal(["something"], there.Notes());
    }

    [Fact]
    public void Muting_mail_or_notes_alone_hides_nothing()
    {
        scene.Me.Do("join", "--name", "busy");
        scene.Me.Do("mute", "--mail");
        scene.Me.Do("mute", "--notes");
        scene.Me.Do("note", "something");

        scene.Me.Sync();
        there.Sync();

        Assert.Equal("busy zoe", there.Names());
        Assert.Equal(["something"], there.Notes());
    }

    private bool IsMine(string reference) => reference.Contains($"/{scene.Me.CloneId}/", StringComparison.Ordinal);

    /// <summary>A day in the first clone, and an exchange now and then; gives the process ids of its sessions.</summary>
    private int[] Live()
    {
        var (me, second, silent) = (scene.Me, scene.In(scene.Me.Directory), scene.In(scene.Me.Directory));
        me.Variables["GIT_SWARM_SESSION"] = "main-session";
        second.Variables["GIT_SWARM_SESSION"] = "second-session";
        silent.Variables["GIT_SWARM_SESSION"] = Silent;
        me.Do("join", "--name", "alice", "--task", "the tables");
        second.Do("join", "--name", "bob");
        silent.Do("join", "--name", "hush");
        silent.Do("mute");
        silent.Do("touch", "src/hush.js");
        silent.Do("note", "hush note", "--path", "src/hush.js");
        silent.Do("send", "*", "hush to everybody");
        Subagent(me, "main-session");
        Subagent(silent, Silent);
        me.Do("touch", "src/app.js");
        me.Do("claim", "src/login.js");
        me.Do("note", "a note with a path", "--path", "src/app.js");
        second.Do("note", "another note");
        second.Do("send", "alice", "at home: hello", "--ack");
        me.Sync();
        there.Sync();
        there.Do("send", "alice", "from elsewhere", "--ack");
        there.Sync();
        me.Sync();
        Assert.Equal(["at home: hello", "from elsewhere", "hush to everybody"], me.Inbox().Order());
        second.Do("send", "zoe", "to zoe");
        second.Do("send", "*", "to everybody");
        second.Inbox();
        me.Do("focus", "the tables again");
        me.Sync();
        return [me.Process.Pid, second.Process.Pid, silent.Process.Pid];
    }

    [Fact]
    public void Nor_does_it_leave_with_the_archive_once_the_session_ended()
    {
        scene.Me.Do("join", "--name", "shy");
        scene.Me.Do("note", "secret");
        scene.Me.Do("mute");
        scene.Me.Do("leave");
        var other = scene.In(scene.Me.Directory);
        other.Do("join", "--name", "open");
        other.Do("note", "for all");
        other.Do("leave");

        scene.Me.Do("gc");
        scene.Me.Sync();

        Assert.Equal(["for all", "secret"], scene.Me.Notes().Order());
        there.Sync();
        Assert.Equal(["for all"], there.Notes());
    }

    private static void Subagent(SyncUser me, string session)
    {
        var payload = $$"""
            {"hook_payloadname":"SubagentStart","session_id":"{{session}}","cwd":"{{me.Directory}}",
            "agent_id":"a25e1209de56cc1ce","agent_type":"Explore","transcript_path":"/nowhere/t.jsonl"}
            """;
        var finished = me.RunReading(payload, "hook", "claude");
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        me.Do("--as", session + "/a25e1209de56cc1ce", "focus", "looking around");
    }

    private List<(string Name, string Id, string Text)> Refs(string directory, string under) =>
        [
            .. scene
                .Sandbox.Git(directory, "for-each-ref", "--format=%(refname) %(objectname)", under)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' '))
                .Select(l => (l[0], l[1], scene.Sandbox.Git(directory, "cat-file", "-p", l[1]))),
        ];

    private List<(string Name, string Id, string Text)> Hub() => Refs(scene.Hub, "refs/swarm");

    private HashSet<string> Objects(string directory, string under) => [.. Refs(directory, under).Select(r => r.Id)];

    private static HashSet<string> Allowed(string kind) =>
        [
            .. (
                kind switch
                {
                    "presence" => "v at records",
                    "sessions" => "v id original at name client host branch task parent started since nonce ended muted",
                    "heartbeats" => "v tick state",
                    "touched" => "v id paths",
                    "notes" => "seq id at v by text paths feed feed_seq",
                    "mail" => "seq id at v by to to_name text type fields summary color priority ack reply_to acks took_over",
                    _ => "",
                }
            ).Split(' '),
        ];
}
