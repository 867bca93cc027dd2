using System.CommandLine;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Commands.Runs;
using GitSwarm.Commands.Teams;
using GitSwarm.Conflicts;
using GitSwarm.Delivery;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Setup;
using GitSwarm.Store;

namespace GitSwarm.Commands;

/// <summary><c>git swarm gc</c>: end dead sessions, put superseded blobs away, drop what is past retention.</summary>
internal static class GcCommand
{
    public static Command Create(Runner run)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would be done" };
        var command = new Command("gc", "End dead sessions, put superseded blobs away, drop what is past retention") { dryRun };
        run.On(
            command,
            (host, parsed) =>
            {
                var retention = Retention.From(host.Settings["swarm.retention"]);
                var dry = parsed.GetValue(dryRun);
                var (sessions, collected) = dry
                    ? (SessionCleanup.Decide(host.Sessions.Read(), host.Vantage, retention).Result, Collected.Nothing)
                    : CleanUp(host, retention);
                var body = new GcBody(sessions.Ended, sessions.Forgotten, sessions.Refs, collected.Gathered, collected.RefsPacked);
                if (host.Output.Json)
                {
                    host.Output.Answer(body, GcContext.Default.GcBody);
                }
                host.Output.Did((dry ? "would have " : "") + Describe(body));
                return ExitCode.Yes;
            }
        );
        return command;
    }

    /// <summary>Opting out waits for housekeeping; one that was on its way meanwhile must leave no trace.</summary>
    private static (SessionCleanup, Collected) CleanUp(SwarmHost host, TimeSpan retention)
    {
        // Somebody who typed it wants it done; one in the background leaves it to the one at work.
        var patience = host.Outside.Variable(Housekeeping.Mark) is null ? TimeSpan.FromSeconds(10) : TimeSpan.Zero;
        using var alone = IsStillEnabled(host) ? OsLock.Take(host.Enabled, OsLock.Housekeeping, patience) : null;
        if (alone is not null && !IsStillEnabled(host))
        {
            Directory.Delete(host.Repository.SwarmDir, recursive: true);
        }
        else if (alone is not null)
        {
            RadarCache.Prune(host.Repository, TimeProvider.System.GetUtcNow());
            // While the sessions of a team that ended are still on record, what they were at is put down.
            var teams = host.Teams.CleanUp(retention);
            var sessions = host.SessionsToWrite.CleanUp(retention);
            var scene = new RunScene(host);
            _ = scene.Reap();
            MemberPanes.Sweep(host);
            scene.ClearUnfinished();
            foreach (var run in host.Runs.CleanUp(retention))
            {
                host.RunFiles.Forget(run);
            }
            var claims = host.ClaimsToWrite.CleanUp();
            var lists = host.Tasks.CleanUp(retention);
            var feeds = new FeedCleanup(host.Store(SwarmStore.CommandDeadline), host.Vantage).Run(retention);
            return (sessions with { Refs = sessions.Refs + claims + lists + feeds + teams }, Collect(host, alone));
        }
        host.Output.Narrate("another housekeeping is at work");
        return (new SessionCleanup([], [], 0), Collected.Nothing);
    }

    private static bool IsStillEnabled(SwarmHost host) =>
        ConfigFile.Read(Path.Combine(host.Enabled.CommonDir, "config")).Bool("swarm.enabled");

    /// <summary>Puts superseded blobs away.</summary>
    private static Collected Collect(SwarmHost host, OsLock alone)
    {
        var version = GitVersion.Parse(host.GitProcess.Run(["--version"]).Text) ?? GitVersion.Oldest;
        return new Garbage(host.Git, host.CloneIdForWriting(), version).Collect(alone, host.Now);
    }

    private static string Describe(GcBody body) =>
        $"ended {body.Ended.Count} dead {Sessions(body.Ended.Count)}, forgot {body.Forgotten.Count}, deleted {body.RefsDeleted} refs, put {body.BlobsGathered} superseded blobs away";

    private static string Sessions(int n) => n == 1 ? "session" : "sessions";
}

internal sealed record GcBody(
    IReadOnlyList<string> Ended,
    IReadOnlyList<string> Forgotten,
    int RefsDeleted,
    int BlobsGathered,
    bool RefsPacked
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(GcBody))]
internal sealed partial class GcContext : JsonSerializerContext;
