using GitSwarm.Clients.Settings;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Setup;
using GitSwarm.Store;

namespace GitSwarm.Doctor;

/// <summary>The repository that is checked, and what checking needs besides.</summary>
/// <param name="git">Its plumbing.</param>
/// <param name="seen">From where its records are seen; which clone this is, is looked up anew, for a check may mend it.</param>
/// <param name="ids">Makes ids.</param>
/// <param name="random">Jitter of waits.</param>
/// <param name="program">Absolute path of the running program, which hooks should name.</param>
/// <param name="canWrite">Tells whether the user may make files in a directory.</param>
/// <param name="clients">Looks where git-swarm is in the settings of clients; null to leave that out.</param>
public sealed class Patient(
    SwarmGit git,
    Vantage seen,
    Ids ids,
    Random random,
    string program,
    Func<string, bool> canWrite,
    Func<IEnumerable<InstalledClient>>? clients = null
)
{
    /// <summary>Git's plumbing on it.</summary>
    public SwarmGit Git { get; } = git;

    /// <summary>The repository.</summary>
    public Repository Repository => Git.Repository;

    /// <summary>Makes ids.</summary>
    public Ids Ids { get; } = ids;

    /// <summary>Absolute path of the running program.</summary>
    public string Program { get; } = program;

    /// <summary>Tells whether the user may make files in a directory.</summary>
    public Func<string, bool> CanWrite { get; } = canWrite;

    /// <summary>The settings files of clients, with or without git-swarm in them.</summary>
    public IEnumerable<InstalledClient> Clients => clients?.Invoke() ?? [];

    /// <summary>Now, UTC.</summary>
    public DateTimeOffset Now => seen.Now;

    /// <summary>The clone as its config says at this moment.</summary>
    public CloneIdentity Clone =>
        CloneIdentity.Of(Repository with { Config = ConfigFile.Read(Path.Combine(Repository.CommonDir, "config")) });

    /// <summary>From where records are seen; a copied folder that is not mended owns none of them.</summary>
    public Vantage Vantage => seen with { CloneId = Clone.IdForReading };

    /// <summary>The records.</summary>
    public SwarmStore Store => new(Git, random, SwarmStore.CommandDeadline);

    /// <summary>The sessions.</summary>
    public SessionStore Sessions => new(Store, Vantage, Ids);

    /// <summary>The version of git; null when it says none.</summary>
    public GitVersion? GitVersion() =>
        Git.Process.Run(["--version"]) is { Ok: true } said ? GitSwarm.Git.GitVersion.Parse(said.Text) : null;
}
