using System.Diagnostics;
using System.Text.Json;
using GitSwarm.Claims;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;

namespace GitSwarm.Worker;

/// <summary>How one claimer fared.</summary>
/// <param name="Held">Ids of the claims it was granted and did not give back.</param>
/// <param name="Grants">How often it was told yes.</param>
/// <param name="Refusals">How often it was told no.</param>
/// <param name="GaveUp">Deadlines that passed, of claiming and releasing.</param>
/// <param name="Doubles">How often it was told yes while another held it.</param>
/// <param name="Milliseconds">What each answer took.</param>
public sealed record ClaimerReport(
    IReadOnlyList<string> Held,
    int Grants,
    int Refusals,
    int GaveUp,
    int Doubles,
    IReadOnlyList<double> Milliseconds
)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static ClaimerReport Parse(string text) => JsonSerializer.Deserialize<ClaimerReport>(text)!;

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(this);
}

/// <summary>Asks for one pattern when it is told to, as a session with a process of its own.</summary>
/// <remarks>
/// Who is told yes makes a file that must not be there yet, and removes it before it releases: the file system, not
/// git-swarm, says whether there are two holders. What is held in the end is not given back: it ends with the process, and
/// whoever comes next takes over what a dead session left.
/// </remarks>
internal sealed class ClaimWorker(SwarmStore store, string session, ClaimPattern pattern, string oracle)
{
    /// <summary>The clone all of them are of.</summary>
    internal const string Clone = "stress00";

    /// <summary>The order to ask.</summary>
    internal const string ClaimOrder = "claim";

    /// <summary>The order to give back only.</summary>
    internal const string ReleaseOrder = "release";

    private readonly IProcessTable processes = ProcessTables.ForThisSystem();
    private readonly Ids ids = new(TimeProvider.System, new Random());
    private readonly List<double> milliseconds = [];
    private string? held;
    private int grants;
    private int refusals;
    private int gaveUp;
    private int doubles;

    /// <summary>Does what each line says, <c>claim</c> (after giving back what it holds) or <c>release</c>, and answers with a line.</summary>
    internal ClaimerReport Run(TextReader orders, TextWriter answers)
    {
        var caller = Caller();
        while (orders.ReadLine() is { } order)
        {
            Release(caller);
            if (order == ClaimOrder)
            {
                Claim(caller);
            }
            answers.WriteLine(held is null ? "no" : "yes");
            answers.Flush();
        }
        return new ClaimerReport(held is null ? [] : [held], grants, refusals, gaveUp, doubles, milliseconds);
    }

    /// <summary>From where every claimer sees the records.</summary>
    internal static Vantage Vantage(IProcessTable processes) => new(Clone, "machine", processes, TimeProvider.System.GetUtcNow());

    private void Claim(Caller caller)
    {
        var started = Stopwatch.GetTimestamp();
        ClaimOutcome outcome;
        try
        {
            outcome = Claims().Take(caller, new ClaimRequest([pattern], ClaimRequest.DefaultTtl));
        }
        catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
        {
            gaveUp++;
            return;
        }
        milliseconds.Add(Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1));
        if (outcome.Granted is not [var granted])
        {
            refusals++;
            return;
        }
        grants++;
        held = granted.Id;
        Hold();
    }

    private void Hold()
    {
        try
        {
            new FileStream(oracle, FileMode.CreateNew).Dispose();
        }
        catch (IOException)
        {
            doubles++;
        }
    }

    private void Release(Caller caller)
    {
        if (held is not null)
        {
            File.Delete(oracle);
        }
        while (held is not null)
        {
            try
            {
                Claims().Release(caller, _ => true);
                held = null;
            }
            catch (SwarmException error) when (error.Code == ErrorCode.StoreBusy)
            {
                gaveUp++;
            }
        }
    }

    private ClaimStore Claims()
    {
        var from = Vantage(processes);
        return new ClaimStore(store, new SessionStore(store, from, ids), from, ids);
    }

    private Caller Caller() =>
        new()
        {
            SwarmSession = session,
            Machine = "machine",
            Process = ProcessIdentity.Of(Environment.ProcessId, processes),
            Defaults = new Lazy<SessionDefaults>(() => new SessionDefaults("here", session)),
            WorktreePath = store.Git.Repository.WorkTree,
            Branch = "main",
        };
}
