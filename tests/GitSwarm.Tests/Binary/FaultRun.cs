using System.Globalization;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>One command, tried with a fault at each of its calls of git, in one repository that has to survive them all.</summary>
internal sealed class FaultRun(TestGit git, RepositoryFormat format, string command)
{
    internal static readonly string[] Writing = ["update-ref", "config", "mktree", "hash-object", "index-pack", "pack-refs"];
    private int turn;

    /// <summary>Counts the calls, then lets each fail in each way that can make a difference.</summary>
    public void TryAll()
    {
        using var cli = new Cli(git, format, init: false);
        var calls = Try(cli, FaultMode.None, int.MaxValue, TimeSpan.Zero).Calls;
        Assert.True(calls.Count > 0 || command == "doctor", "git is not called at all");
        for (var k = 1; k <= calls.Count; k++)
        {
            var writes = calls[k - 1].Split(' ').Intersect(Writing, StringComparer.Ordinal).Any();
            Try(cli, FaultMode.Refuse, k, TimeSpan.Zero);
            // Killed before the k-th call is killed after the one before it.
            Try(cli, k == 1 ? FaultMode.KillCallerBefore : FaultMode.KillCallerAfter, k, TimeSpan.Zero);
            if (writes)
            {
                Try(cli, FaultMode.KillGit, k, TimeSpan.FromMilliseconds(k % 3));
            }
        }
    }

    private FaultGit Try(Cli cli, FaultMode mode, int k, TimeSpan delay)
    {
        Prepare(cli);
        var fault = new FaultGit(cli.Sandbox, mode, k, delay);
        string[] arguments = command switch
        {
            "focus" or "touch" => [command, $"{command}-{turn}"],
            "mute" => ["mute", turn % 2 == 0 ? "--mail" : "--notes"],
            "join" => ["join", "--name", $"name-{turn}"],
            _ => command.Split(' '),
        };
        // A lock may be waited for while it is young; here a minute passes in a moment.
        using var time = new Timer(_ => AgeLocks(cli), null, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));
        var finished = cli.Me.RunWith(fault.Variables, arguments);
        var what = $"{command}, {mode} at {k} of {git}: {finished.ExitCode} {finished.Error}";
        Assert.True(mode != FaultMode.None || finished.Ok, what);
        Assert.DoesNotContain("BUG", finished.Error, StringComparison.Ordinal);
        AgeLocks(cli);
        AssertSound(cli, what);
        return fault;
    }

    /// <summary>Makes a state in which the command has something to write.</summary>
    private void Prepare(Cli cli)
    {
        turn++;
        if (turn == 1)
        {
            cli.Do("init");
            cli.Do("join", "--name", "me");
        }
        // After the first turn the last one's check left a session behind.
        switch (command)
        {
            case "init":
                cli.Do("deinit", "--purge");
                break;
            case "deinit --purge" when turn > 1:
                cli.Do("join", "--name", "me");
                break;
            case "join":
                cli.Do("leave");
                break;
            case "gc":
                var passing = cli.User(cli.Repository.Path);
                passing.Do("join", "--name", string.Create(CultureInfo.InvariantCulture, $"passing-{turn}"));
                passing.Die();
                break;
        }
    }

    /// <summary>Makes a minute pass for the locks that a killed git left.</summary>
    internal static void AgeLocks(Cli cli)
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(cli.GitDir, "*.lock", SearchOption.AllDirectories))
            {
                File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
            }
        }
        catch (IOException)
        {
            // Gone meanwhile, with its directory perhaps.
        }
    }

    private void AssertSound(Cli cli, string what)
    {
        string[] next = command is "init" or "deinit --purge" ? ["init"] : ["join", "--task", Guid.NewGuid().ToString("N")];
        var wrote = cli.Run(next);
        Assert.True(wrote.Ok, $"{what}\nthen {next[0]}: {wrote.Error}");
        var there = cli.Repository.Path;
        foreach (
            var check in (Func<Finished>[])
                [() => cli.Sandbox.Fsck(there), () => Git("status"), () => Git("commit", "--allow-empty", "-m", "x")]
        )
        {
            var found = check();
            Assert.True(
                found.Ok && !(found.Output + found.Error).Contains("error", StringComparison.Ordinal),
                $"{what}\nthen git: {found.Output}{found.Error}"
            );
        }

        Finished Git(params string[] arguments) => cli.Sandbox.Run("git", arguments, there);
    }
}
