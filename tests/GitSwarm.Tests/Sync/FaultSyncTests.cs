using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Git fails, or somebody is killed, at every call of an exchange: all stays sound, and the next one completes it.</summary>
[Trait("Category", "Binary")]
public sealed class FaultSyncTests : IDisposable
{
    private readonly SyncScene scene = new();
    private readonly SyncUser there;
    private int turn;

    public FaultSyncTests()
    {
        there = scene.Clone("there");
        there.Do("join", "--name", "zoe");
        there.Sync();
        scene.Me.Do("join", "--name", "alice");
    }

    public void Dispose() => scene.Dispose();

    [Fact]
    public void The_next_exchange_completes_it()
    {
        var calls = Try(FaultMode.None, int.MaxValue, TimeSpan.Zero);
        Assert.Contains(calls, c => c.Contains(" push ", StringComparison.Ordinal));
        for (var k = 1; k <= calls.Count; k++)
        {
            Try(FaultMode.Refuse, k, TimeSpan.Zero);
            // Killed before the k-th call is killed after the one before it.
            Try(k == 1 ? FaultMode.KillCallerBefore : FaultMode.KillCallerAfter, k, TimeSpan.Zero);
            var words = calls[k - 1].Split(' ');
            if (words.Contains("fetch") || words.Contains("push") || words.Contains("update-ref"))
            {
                Try(FaultMode.KillGit, k, TimeSpan.FromMilliseconds(turn % 12));
            }
        }
    }

    private IReadOnlyList<string> Try(FaultMode mode, int k, TimeSpan delay)
    {
        var note = $"note {++turn}";
        scene.Me.Do("note", note);
        scene.Me.Do("send", "*", $"message {turn}");
        there.Do("note", $"other {turn}");
        // What is no record, and must be gone in the end whoever was killed before it was looked at.
        scene.InHub("update-ref", $"refs/swarm/notes/evil0001/s{turn}/1", "main");
        there.Run("sync");
        var fault = new FaultGit(scene.Sandbox, mode, k, delay);
        using var time = new Timer(_ => AgeLocks(), null, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));
        var finished = scene.Me.Process.RunWith(fault.Variables, "sync", "--quiet");
        var what = $"{mode} at {k}: {finished.ExitCode} {finished.Error}";
        Assert.DoesNotContain("BUG", finished.Error, StringComparison.Ordinal);
        Assert.True(mode != FaultMode.None || finished.Ok, what);
        // What a killed git had started at the other end goes on for a moment.
        AgeLocks();

        var next = scene.Me.Run("sync");
        for (var again = 0; again < 5 && !next.Ok; again++)
        {
            Thread.Sleep(200);
            AgeLocks();
            next = scene.Me.Run("sync");
        }

        Assert.True(next.Ok, $"{what}\nthen: {next.Error}");
        Assert.DoesNotContain("not everything could be fetched", next.Error, StringComparison.Ordinal);
        AssertSound(what, note);
        return fault.Calls;
    }

    private void AssertSound(string what, string note)
    {
        Assert.True(scene.Me.Notes().Count(n => n == $"other {turn}") == 1, what);
        var fetched = scene.Me.Git("for-each-ref", "--format=%(refname) %(objectname)", "refs/swarm-remote/origin");
        Assert.DoesNotContain("evil0001", fetched, StringComparison.Ordinal);
        var mine = $"/{scene.Me.CloneId}/";
        Assert.Equal(
            scene.HubRefs().Where(r => !r.Contains("evil0001", StringComparison.Ordinal)),
            fetched.Replace("refs/swarm-remote/origin/", "refs/swarm/", StringComparison.Ordinal).Split('\n')
        );
        var own = scene.Me.Git("for-each-ref", "--format=%(refname) %(objectname)", "refs/swarm/notes").Split('\n');
        Assert.Subset(scene.HubRefs().ToHashSet(), own.Where(r => r.Contains(mine, StringComparison.Ordinal)).ToHashSet());
        there.Run("sync");
        Assert.True(there.Notes().Count(n => n == note) == 1, what);
        Assert.Equal([$"message {turn}"], there.Inbox());
        Assert.Equal("alice zoe", there.Names());
        foreach (var place in (string[])[scene.Me.Directory, scene.Hub])
        {
            var fsck = scene.Sandbox.Fsck(place, "--no-dangling");
            Assert.True(fsck is { Ok: true, Output: "" }, $"{what}\n{fsck.Output}{fsck.Error}");
        }
    }

    /// <summary>Makes a minute pass for locks that a killed git left; at the hub, which is another machine, they go.</summary>
    private void AgeLocks()
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(Path.Combine(scene.Me.Directory, ".git"), "*.lock", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
            }
            foreach (var left in Directory.EnumerateFiles(Path.Combine(scene.Hub, "refs"), "*.lock", SearchOption.AllDirectories))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromMilliseconds(500))
                {
                    File.Delete(left);
                }
            }
        }
        catch (IOException)
        {
            // Gone meanwhile, with its directory perhaps.
        }
    }
}
