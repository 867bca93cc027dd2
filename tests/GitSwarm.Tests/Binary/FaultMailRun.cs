using System.Globalization;
using System.Text.Json;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Something is sent and read with a fault at each call of git: nothing is lost, and what is told as done is done once.</summary>
internal sealed class FaultMailRun : IDisposable
{
    private readonly Cli cli;
    private readonly CliUser reader;
    private readonly bool isMail;
    private int turn;
    private int again;

    /// <param name="git">Which git.</param>
    /// <param name="format">The kind of repository.</param>
    /// <param name="isMail">True for messages, false for notes.</param>
    public FaultMailRun(TestGit git, RepositoryFormat format, bool isMail)
    {
        this.isMail = isMail;
        cli = new Cli(git, format);
        // Housekeeping in the background would be hit by faults meant for others.
        cli.Sandbox.Variables["GIT_SWARM_IN_BACKGROUND"] = "1";
        reader = cli.User(cli.Repository.Path);
        cli.Do("join", "--name", "me");
        reader.Do("join", "--name", "bob");
    }

    /// <summary>How often something was shown a second time, after a reader that was killed before it could record it.</summary>
    public int Again => again;

    /// <summary>Lets each call of sending fail in each way.</summary>
    public void TrySending() => TryAll(Send);

    /// <summary>Lets each call of reading fail in each way.</summary>
    public void TryReading() => TryAll(Read);

    /// <inheritdoc/>
    public void Dispose() => cli.Dispose();

    private static void TryAll(Func<FaultMode, int, TimeSpan, FaultGit> attempt)
    {
        var calls = attempt(FaultMode.None, int.MaxValue, TimeSpan.Zero).Calls;
        Assert.True(calls.Count > 2, string.Join('\n', calls));
        for (var k = 1; k <= calls.Count; k++)
        {
            attempt(FaultMode.Refuse, k, TimeSpan.Zero);
            // Killed before the k-th call is killed after the one before it.
            attempt(k == 1 ? FaultMode.KillCallerBefore : FaultMode.KillCallerAfter, k, TimeSpan.Zero);
            if (calls[k - 1].Split(' ').Intersect(FaultRun.Writing, StringComparer.Ordinal).Any())
            {
                attempt(FaultMode.KillGit, k, TimeSpan.FromMilliseconds(k % 3));
            }
        }
    }

    private FaultGit Send(FaultMode mode, int k, TimeSpan delay)
    {
        var text = NextText();
        var (fault, finished, what) = RunWith(cli.Me, mode, k, delay, Sending(text));
        var first = ShownNow(what).Count(m => m.Text == text);
        var isKilled = mode is FaultMode.KillCallerBefore or FaultMode.KillCallerAfter;
        Assert.True(
            finished.Ok ? first == 1
                : isKilled ? first <= 1
                : first == 0,
            $"{what}: shown {first} times"
        );
        if (!finished.Ok)
        {
            Assert.True(cli.Run(Sending(text)).Ok, what);
            Assert.Single(ShownNow(what), m => m.Text == text);
        }
        Assert.Empty(ShownNow(what));
        return fault;
    }

    private FaultGit Read(FaultMode mode, int k, TimeSpan delay)
    {
        var text = NextText();
        cli.Do(Sending(text));
        var (fault, finished, what) = RunWith(reader, mode, k, delay, Reading);
        var before = Shown(finished.Output);
        var after = ShownNow(what);
        Assert.True(before.Concat(after).Any(m => m.Text == text), $"{what}: lost");
        if (finished.Ok)
        {
            Assert.True(before.Count == 1 && after.Count == 0, $"{what}: shown {before.Count} and {after.Count} times");
        }
        if (before.Count > 0 && after.Count > 0)
        {
            again++;
            Assert.Equal(before, after);
        }
        Assert.Empty(ShownNow(what));
        return fault;
    }

    private string NextText() => string.Create(CultureInfo.InvariantCulture, $"text {++turn}");

    private string[] Sending(string text) => isMail ? ["send", "bob", text, "--ack"] : ["note", text];

    private string[] Reading => isMail ? ["inbox", "--json"] : ["notes", "--unread", "--json"];

    private (FaultGit Fault, Finished Finished, string What) RunWith(
        CliUser user,
        FaultMode mode,
        int k,
        TimeSpan delay,
        string[] arguments
    )
    {
        var fault = new FaultGit(cli.Sandbox, mode, k, delay);
        using var time = new Timer(_ => FaultRun.AgeLocks(cli), null, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));
        var finished = user.RunWith(fault.Variables, arguments);
        var what = $"{arguments[0]}, {mode} at {k}: {finished.ExitCode} {finished.Error}";
        Assert.True(mode != FaultMode.None || finished.Ok, what);
        Assert.DoesNotContain("BUG", finished.Error, StringComparison.Ordinal);
        FaultRun.AgeLocks(cli);
        return (fault, finished, what);
    }

    /// <summary>What the reader is shown now, and has finished reading.</summary>
    private List<(string Id, string Text)> ShownNow(string what)
    {
        var read = reader.Run(Reading);
        Assert.True(read.Ok, $"{what}\nthen {Reading[0]}: {read.Error}");
        return Shown(read.Output);
    }

    /// <summary>The messages of an answer; a refusal is an object on a line of its own.</summary>
    private static List<(string Id, string Text)> Shown(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => JsonDocument.Parse(l).RootElement)
                .Where(j => j.ValueKind == JsonValueKind.Array)
                .SelectMany(j => j.EnumerateArray().Select(m => (m.Text("id"), m.Text("text")))),
        ];
}
