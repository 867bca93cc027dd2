using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;

namespace GitSwarm.Worker;

/// <summary>Many processes write through the store while the user's git packs refs and collects garbage.</summary>
public static class StressRun
{
    private const string Shared = "shared";

    /// <summary>One round in a repository of its own.</summary>
    public static StressReport Run(TestGit git, RepositoryFormat format, StressPlan plan)
    {
        using var sandbox = new Sandbox(git);
        var repository = TestRepository.Create(sandbox, format: format);
        var watch = Stopwatch.StartNew();
        var writers = Enumerable
            .Range(0, plan.Writers)
            .SelectMany(w => new[] { Start(sandbox, repository, $"own{w}", w, plan), Start(sandbox, repository, Shared, w, plan) })
            .ToList();
        using var over = new CancellationTokenSource();
        var packing = Task.Run(() => Loop(sandbox, repository, ["pack-refs", "--all"], over.Token));
        var collecting = Task.Run(() => Loop(sandbox, repository, ["gc", "--quiet"], over.Token));
        var reports = writers.Select(w => AppendReport.Parse(Finish(w))).ToList();
        over.Cancel();
        var (packs, gcs) = (packing.Result, collecting.Result);
        var (lost, extra) = Compare(ReadAll(repository, sandbox), plan);
        string[] said = [.. packs.Said, .. gcs.Said];
        return new StressReport(
            2 * plan.Writers * plan.Updates,
            lost,
            extra,
            reports.Sum(r => r.Attempts),
            reports.Sum(r => r.GaveUp),
            reports.Max(r => r.Slowest),
            packs.Times,
            gcs.Times,
            said.Length,
            said.FirstOrDefault("").Trim(),
            Math.Round(watch.Elapsed.TotalSeconds, 1)
        );
    }

    /// <summary>The ref of a record that workers write.</summary>
    internal static RefName RefOf(string session) => SwarmRefs.Of("lists", "stress00", SessionId.From(session));

    /// <summary>What a record lists.</summary>
    internal static List<string> Lines(StoredBlob blob) => JsonSerializer.Deserialize<List<string>>(blob.Content.Span)!;

    /// <summary>Starts a worker with the variables of the sandbox and no others.</summary>
    internal static Process StartWorker(Sandbox sandbox, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "GitSwarm.Worker"), arguments)
        {
            WorkingDirectory = sandbox.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        foreach (var (name, value) in sandbox.Variables)
        {
            start.Environment[name] = value;
        }
        return Process.Start(start)!;
    }

    private static Process Start(Sandbox sandbox, TestRepository repository, string session, int writer, StressPlan plan) =>
        StartWorker(sandbox, ["append", repository.Path, session, "w" + writer, plan.Updates.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Waits for a worker, which must succeed, and gives what it said.</summary>
    internal static string Finish(Process writer)
    {
        using (writer)
        {
            var said = writer.StandardOutput.ReadToEnd();
            writer.WaitForExit();
            return writer.ExitCode == 0 ? said : throw new InvalidOperationException($"a writer ended with {writer.ExitCode}: {said}");
        }
    }

    /// <summary>Runs git over and over.</summary>
    internal static (int Times, List<string> Said) Loop(
        Sandbox sandbox,
        TestRepository repository,
        string[] arguments,
        CancellationToken over
    )
    {
        var times = 0;
        var said = new List<string>();
        for (; !over.IsCancellationRequested; times++)
        {
            var result = sandbox.Run("git", arguments, repository.Path);
            if (!result.Ok)
            {
                said.Add(result.Error);
            }
        }
        return (times, said);
    }

    /// <summary>Our plumbing on a repository of a sandbox.</summary>
    internal static SwarmGit GitOf(Sandbox sandbox, TestRepository repository)
    {
        var variables = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal);
        var found = RepositoryDiscovery.Find(repository.Path, _ => null)!;
        return new SwarmGit(new GitProcess(new GitEnvironment(variables, sandbox.GitProgram)), found);
    }

    private static Dictionary<string, List<string>> ReadAll(TestRepository repository, Sandbox sandbox) =>
        SnapshotReader.Read(GitOf(sandbox, repository), [SwarmRefs.Prefix("lists")]).Blobs.Values.ToDictionary(b => b.Ref.Stream, Lines);

    private static (int Lost, int Extra) Compare(Dictionary<string, List<string>> found, StressPlan plan)
    {
        var (lost, extra) = (0, 0);
        for (var w = 0; w < plan.Writers; w++)
        {
            var mine = Enumerable.Range(0, plan.Updates).Select(n => $"w{w}-{n}").ToList();
            lost += mine.Except(found.GetValueOrDefault($"own{w}", [])).Count() + mine.Except(found.GetValueOrDefault(Shared, [])).Count();
        }
        extra += found.Values.Sum(l => l.Count - l.Distinct(StringComparer.Ordinal).Count());
        return (lost, extra);
    }
}
