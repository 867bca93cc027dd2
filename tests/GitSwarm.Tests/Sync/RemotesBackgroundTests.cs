using System.Diagnostics;
using System.Text.Json;
using GitSwarm.TestKit;
using GitSwarm.Tests.Binary;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>Exchanges that commands and hooks start: nobody waits for them, or notices.</summary>
[Trait("Category", "Binary")]
public sealed class RemotesBackgroundTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private RemotesScene? scene;

    private RemotesScene Scene => scene!;

    private RemotesClone Alice => Scene.Alice;

    private CuttingProxy Proxy => Scene.Remote.Proxy;

    public void Dispose() => scene?.Dispose();

    [RemoteTheory(RemoteTransport.Daemon)]
    public void A_command_and_a_hook_start_one_when_it_is_due_and_not_before(RemoteTransport transport)
    {
        Start(transport);
        Scene.Bob.User.Do("note", "from bob");
        At(0);

        Alice.User.Do("note", "one");
        Until(() => Synced(0));
        var once = Proxy.Accepted;
        At(4);
        Alice.User.Do("note", "two");
        Alice.User.RunReading(Prompt, "hook", "claude").OutputOrThrow("hook");
        At(7);
        Alice.User.RunReading(Prompt, "hook", "claude").OutputOrThrow("hook");
        Until(() => Synced(7));
        var twice = Proxy.Accepted;
        Alice.Do("init");
        At(14);
        Alice.User.Commit("new.txt", "text");
        Until(() => Synced(14));
        At(21);
        Alice.User.RunReading(Prompt, "hook", "claude").OutputOrThrow("hook");
        Until(() => Synced(21));

        // Each asked and gave; a further one, before it was due, would have made more connections.
        Assert.Equal((2, 4), (once, twice));
        // Bob's repository did not ask for it.
        Assert.Null(Scene.Bob.State());
        Scene.Bob.Sync();
        Assert.Equal("from bob, one, two", Scene.Bob.Notes());
    }

    [RemoteTheory(RemoteTransport.Daemon)]
    public void It_is_off_by_default(RemoteTransport transport)
    {
        Start(transport);
        Alice.Git("config", "--unset", "swarm.syncInterval");
        // A setting for all repositories asks for none in this one.
        Alice.Git("config", "--global", "swarm.syncInterval", "1m");
        At(0);
        Alice.User.Do("note", "one");
        Alice.User.RunReading(Prompt, "hook", "claude").OutputOrThrow("hook");
        Alice.Git("config", "swarm.syncInterval", "off");
        Alice.User.Do("note", "two");

        Assert.Empty(Background());
        Assert.Null(Alice.State());
        Assert.Equal(0, Proxy.Accepted);
    }

    [RemoteTheory(RemoteTransport.Daemon)]
    public void Many_at_the_same_moment_start_one(RemoteTransport transport)
    {
        Start(transport);
        Alice.Do("note", "one");
        At(0);

        var all = Enumerable.Range(0, 6).Select(_ => Alice.User.Start("note", "--", "again")).ToList();
        all.ForEach(p =>
        {
            p.StandardInput.Close();
            Assert.True(p.WaitForExit(Patience));
            Assert.Equal(0, p.ExitCode);
            p.Dispose();
        });
        Until(() => Synced(0));
        Until(() => Background().Count == 0);

        Assert.Equal(2, Proxy.Accepted);
        Assert.NotEmpty(Scene.Hub());
    }

    [RemoteTheory(RemoteTransport.Daemon, RemoteTransport.Http)]
    public void Nobody_waits_for_a_remote_that_hangs_and_failures_put_the_next_one_off(RemoteTransport transport)
    {
        Start(transport);
        Proxy.Swallow();
        At(0);
        var clock = Stopwatch.StartNew();
        Alice.User.Do("note", "one");
        Alice.User.RunReading(Prompt, "hook", "claude").OutputOrThrow("hook");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        // It hangs all the while, and commands go on.
        Until(() => Proxy.Accepted > 0);
        Alice.User.Do("note", "two");
        Assert.NotEmpty(Background());

        Proxy.Refuse();
        Until(() => Failures() == 1);
        Assert.Null(Synced(Alice.State()!.Value));
        // Twice the interval, and a fifth of that at most by chance.
        Assert.InRange(Due(), Epoch.AddMinutes(10), Epoch.AddMinutes(12));
        At(13);
        Alice.User.Do("note", "three");
        Until(() => Failures() == 2);
        Assert.InRange(Due(), Epoch.AddMinutes(33), Epoch.AddMinutes(37));

        Proxy.LetThrough();
        At(38);
        Alice.User.Do("note", "four");
        Until(() => Synced(38));
        Assert.Equal(0, Failures());
        Scene.Bob.Sync();
        Assert.Equal("four, one, three, two", Scene.Bob.Notes());
        Alice.IsSound();
    }

    [RemoteTheory(RemoteTransport.Daemon)]
    public void One_that_is_killed_is_in_nobodys_way(RemoteTransport transport)
    {
        Start(transport);
        Proxy.Swallow();
        At(0);
        Alice.User.Do("note", "one");
        Until(() => Proxy.Accepted > 0 && Background().Count > 0);
        foreach (var pid in Background())
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            process.WaitForExit();
        }

        Proxy.LetThrough();
        At(2);
        Alice.User.Do("note", "two");
        Until(() => Synced(2));
        Scene.Bob.Sync();
        Assert.Equal("one, two", Scene.Bob.Notes());
        Alice.IsSound();
    }

    [RemoteTheory(RemoteTransport.Http, RemoteTransport.Ssh)]
    public void It_asks_nobody_for_a_password(RemoteTransport transport)
    {
        Start(transport);
        Scene.Remote.Give(ClientCredential.None);
        var asked = Scene.Asking();
        var helper = Scene.Sandbox.Path("helper.log");
        if (transport == RemoteTransport.Http)
        {
            // Git itself does ask; ssh has nothing to ask for without a key.
            Alice.User.Git("ls-remote", "origin");
            Assert.NotEmpty(asked());
            // A helper that has a window of its own is told by this variable.
            Alice.Git("config", "credential.helper", $"!echo \"<$GCM_INTERACTIVE>\" >>'{helper}'; :");
        }
        else
        {
            Scene.Sandbox.Variables["GIT_SSH_COMMAND"] += " -o UserKnownHostsFile=/dev/null -o StrictHostKeyChecking=ask";
        }
        var times = asked().Length;
        At(0);

        Alice.User.Do("note", "one");
        Until(() => Failures() == 1);

        Assert.Equal(times, asked().Length);
        Assert.Matches("Username|Host key", Alice.State()!.Value.Text("reason"));
        Assert.All(File.Exists(helper) ? File.ReadAllLines(helper) : [], l => Assert.Equal("<never>", l));
        Assert.Equal(transport == RemoteTransport.Http, File.Exists(helper));
    }

    private static readonly DateTimeOffset Epoch = Sandbox.Epoch;

    private string Prompt =>
        JsonSerializer.Serialize(
            new
            {
                hook_event_name = "UserPromptSubmit",
                session_id = "d7a1",
                cwd = Alice.Directory,
                prompt = "go on",
            }
        );

    private void Start(RemoteTransport transport)
    {
        scene = new RemotesScene(transport, behindProxy: true);
        Alice.Git("config", "swarm.syncInterval", "5m");
    }

    private void At(int minutes) => Scene.Sandbox.Variables["GIT_SWARM_NOW"] = Epoch.AddMinutes(minutes).ToString("O");

    private bool Synced(int minutes) => Alice.State() is { } state && Synced(state) == Epoch.AddMinutes(minutes) && Background().Count == 0;

    private static DateTimeOffset? Synced(JsonElement state) => state.TryGetProperty("synced", out var at) ? at.GetDateTimeOffset() : null;

    private DateTimeOffset Due() => Alice.State()!.Value.GetProperty("due").GetDateTimeOffset();

    private int Failures() => Alice.State()?.GetProperty("failures").GetInt32() ?? 0;

    private static void Until(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, "it does not happen");
            Thread.Sleep(20);
        }
    }

    /// <summary>The exchanges in the background that run in this sandbox.</summary>
    private List<int> Background()
    {
        var home = "HOME=" + Scene.Sandbox.Variables["HOME"] + "\0";
        var found = new List<int>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (
                    int.TryParse(Path.GetFileName(directory), out var pid)
                    && File.ReadAllText(Path.Combine(directory, "cmdline")).Contains("\0sync\0--background\0", StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(directory, "environ")).Contains(home, StringComparison.Ordinal)
                )
                {
                    found.Add(pid);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended, or is somebody else's.
            }
        }
        return found;
    }
}
