using System.Globalization;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Claims that a remote arbitrates, between two clones.</summary>
public sealed class RemoteClaimTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser one;
    private readonly SyncUser two;

    public RemoteClaimTests()
    {
        one = scene.Me;
        two = scene.Clone("two");
        one.Git("config", "swarm.host", "first");
        two.Git("config", "swarm.host", "second");
        one.Do("join", "--name", "ui");
        two.Do("join", "--name", "table");
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void One_clone_holds_it_and_the_other_is_told_who()
    {
        one.Do("claim", "src/**", "--remote", "origin", "--reason", "new buttons");

        var refused = two.Run("claim", "src/app.js", "--remote", "origin", "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("\"code\":\"claim-held\"", refused.Output, StringComparison.Ordinal);
        Assert.Contains("\"host\":\"first\"", refused.Output, StringComparison.Ordinal);
        Assert.Contains("new buttons", refused.Output, StringComparison.Ordinal);
        Assert.Equal(["src/**"], two.Texts("pattern", "claims"));
        Assert.Single(scene.HubRefs("refs/swarm/locks"), r => !r.Contains("/head/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_refused_claim_leaves_what_was_held_before()
    {
        one.Do("claim", "src/**", "--remote", "origin");
        two.Do("claim", "docs");

        two.Run("claim", "docs", "src/app.js", "--remote", "origin");

        Assert.Equal(["src/**", "docs"], two.Texts("pattern", "claims"));
        Assert.DoesNotContain(scene.HubRefs("refs/swarm/locks"), r => r.Contains(two.CloneId, StringComparison.Ordinal));
    }

    [Fact]
    public void A_claim_of_this_clone_becomes_one_of_all_and_no_other_goes_along()
    {
        one.Do("claim", "docs", "src", "--reason", "mine alone");

        one.Do("claim", "src", "--remote", "origin");
        two.Sync();

        Assert.Equal(["src"], two.Texts("pattern", "claims"));
    }

    [Fact]
    public void Release_follows_at_the_next_exchange()
    {
        one.Do("claim", "src", "--remote", "origin");

        var released = one.Run("release", "--all");

        Assert.Contains("'origin' hears of it at the next 'git swarm sync'", released.Error, StringComparison.Ordinal);
        Assert.Equal(1, two.Run("claim", "src", "--remote", "origin").ExitCode);
        one.Sync();
        two.Do("claim", "src", "--remote", "origin");
    }

    [Fact]
    public void A_muted_session_gets_none_and_gives_back_what_it_has()
    {
        one.Do("mute");

        var refused = one.Run("claim", "src", "--remote", "origin");

        Assert.Equal(129, refused.ExitCode);
        Assert.Contains("'ui' is muted", refused.Error, StringComparison.Ordinal);
        Assert.Empty(one.Texts("pattern", "claims"));
        one.Do("unmute");
        one.Do("claim", "src", "--remote", "origin");
        one.Do("mute");
        one.Sync();
        two.Do("claim", "src", "--remote", "origin");

        one.Do("unmute");
        one.Sync();
        two.Sync();
        Assert.Equal(1, one.Run("claim", "src", "--remote", "origin").ExitCode);
        Assert.Equal(["src"], two.Texts("pattern", "claims"));
    }

    [Fact]
    public void Both_are_told_of_claims_that_met_before_they_knew_of_each_other()
    {
        one.Do("claim", "src/app.js");
        Later(5);
        two.Do("claim", "src/**", "--remote", "origin", "--reason", "a table");
        one.Sync();

        var told = one.Run("hook", "opencode").ExitCode;

        Assert.Equal(0, told);
        const string Event = """{"event":"prompted","session":"SESSION","directory":"WHERE"}""";
        var mine = one.Json("status", "--no-observe").GetProperty("me").GetString()!;
        var reply = one.RunReading(
            Event.Replace("SESSION", mine, StringComparison.Ordinal).Replace("WHERE", one.Directory, StringComparison.Ordinal),
            "hook",
            "opencode"
        );
        Assert.Contains("table@second", reply.Output, StringComparison.Ordinal);
        Assert.Contains("src/**", reply.Output, StringComparison.Ordinal);
        Assert.Contains("which meets your claim on src/app.js: a table", reply.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_remote_lost_is_asked_for_anew_and_the_later_one_keeps_it_for_its_clone_alone()
    {
        one.Do("claim", "src", "--remote", "origin");
        two.Sync();
        scene.InHub("update-ref", "-d", "refs/swarm/locks/head/head");
        foreach (var name in scene.HubRefs("refs/swarm/locks").Select(r => r.Split(' ')[0]))
        {
            scene.InHub("update-ref", "-d", name);
        }
        two.Do("claim", "src/app.js", "--remote", "origin");

        one.Sync();

        var claims = scene.HubRefs("refs/swarm/locks").Where(r => !r.Contains("/head/", StringComparison.Ordinal)).ToList();
        Assert.Contains(two.CloneId, Assert.Single(claims), StringComparison.Ordinal);
        Assert.Equal(["src", "src/app.js"], one.Texts("pattern", "claims").Order(StringComparer.Ordinal));
        // Nobody else took it: then it is put back.
        two.Do("release", "--all");
        two.Sync();
        one.Do("claim", "src", "--remote", "origin");
        scene.InHub("update-ref", "-d", scene.HubRefs("refs/swarm/locks/" + one.CloneId)[0].Split(' ')[0]);
        one.Sync();
        Assert.Single(scene.HubRefs("refs/swarm/locks/" + one.CloneId));
    }

    [Fact]
    public void An_exchange_puts_no_old_claim_back()
    {
        one.Do("claim", "src", "--remote", "origin");
        var old = scene.HubRefs("refs/swarm/locks/" + one.CloneId)[0];
        one.Do("release", "--all");
        one.Sync();

        // Fetched when it was there, as by an exchange that was overtaken.
        one.Git("update-ref", $"refs/swarm-remote/origin/{old.Split(' ')[0]["refs/swarm/".Length..]}", old.Split(' ')[1]);
        one.Run("sync", "--push-only");

        Assert.Empty(scene.HubRefs("refs/swarm/locks/" + one.CloneId));
    }

    [Fact]
    public void Without_the_remote_nothing_is_held()
    {
        scene.CutOff(isAway: true);

        var failed = one.Run("claim", "src", "--remote", "origin");

        Assert.Equal(128, failed.ExitCode);
        Assert.StartsWith("error: cannot exchange with 'origin': ", failed.Error, StringComparison.Ordinal);
        Assert.Empty(one.Texts("pattern", "claims"));
        scene.CutOff(isAway: false);
        one.Do("claim", "src", "--remote", "origin");
    }

    [Fact]
    public void A_claim_cannot_be_stolen_from_another_clone()
    {
        var failed = one.Run("claim", "src", "--remote", "origin", "--steal");

        Assert.Equal(129, failed.ExitCode);
        Assert.Contains("--steal works within a clone", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_is_one_that_is_known_here_taken_over_without_asking_the_remote()
    {
        one.Do("claim", "src", "--remote", "origin");
        two.Sync();

        var refused = two.Run("claim", "src/app.js", "--steal");
        var json = two.Run("claim", "docs", "src/app.js", "--steal", "--json");

        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("error: src/app.js: ui@first (", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "\nhint: --steal works within a clone; ask with 'git swarm send ui@first \"...\"', or wait until it runs out\n",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Equal(1, json.ExitCode);
        Assert.Contains("\"code\":\"claim-held\"", json.Output, StringComparison.Ordinal);
        Assert.Contains("\"host\":\"first\"", json.Output, StringComparison.Ordinal);
        Assert.Equal(["src"], two.Texts("pattern", "claims"));
        Assert.Equal(["src"], one.Texts("pattern", "claims"));
    }

    [Fact]
    public void Nobody_is_advised_to_take_over_what_another_clone_holds()
    {
        one.Do("claim", "src", "--remote", "origin");
        two.Sync();
        two.Git("config", "swarm.enforce", "deny");

        var refused = two.Run("claim", "src/app.js");
        const string Event = """{"event":"editing","session":"SESSION","directory":"WHERE","paths":["src/app.js"]}""";
        var mine = two.Json("status", "--no-observe").GetProperty("me").GetString()!;
        var denied = two.RunReading(
            Event.Replace("SESSION", mine, StringComparison.Ordinal).Replace("WHERE", two.Directory, StringComparison.Ordinal),
            "hook",
            "opencode"
        );

        Assert.Equal(1, refused.ExitCode);
        Assert.EndsWith(
            "hint: ask with 'git swarm send ui@first \"...\"', or wait until it runs out\n",
            refused.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("\"deny\":", denied.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--steal", denied.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_from_the_far_future_holds_nothing()
    {
        one.Do("claim", "src", "--remote", "origin");
        Later(-60 * 24 * 30);
        two.Do("join", "--name", "early");

        two.Do("claim", "src", "--remote", "origin");
    }

    private void Later(int minutes)
    {
        var now = DateTimeOffset.Parse(scene.Sandbox.Variables["GIT_SWARM_NOW"], CultureInfo.InvariantCulture).AddMinutes(minutes);
        scene.Sandbox.Variables["GIT_SWARM_NOW"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
