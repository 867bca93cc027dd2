using GitSwarm.Agents.Runs;
using GitSwarm.Briefing;
using GitSwarm.Cli;
using GitSwarm.Commands.Requests;
using GitSwarm.Requests;

namespace GitSwarm.Commands.Spawn;

/// <summary>What an agent asks while its run is waited for: shown, and answered with a key.</summary>
/// <param name="host">The composed command.</param>
/// <param name="run">The run.</param>
internal sealed class Asked(SwarmHost host, RunRecord run)
{
    private readonly string mark = host.RunFiles.Asked(run.Id);
    private DateTime seen;
    private IReadOnlyList<Request> open = [];

    /// <summary>Shows what is new; looks at the mail only where the agent says that it asked.</summary>
    public void Look(Progress progress)
    {
        var changed = File.GetLastWriteTimeUtc(mark);
        if (!File.Exists(mark) || changed == seen)
        {
            return;
        }
        seen = changed;
        var before = open.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        open = [.. Request.Open(host.Delivery.Read(() => host.Caller), host.Now).Where(r => r.From.Id == run.Id)];
        foreach (var request in open.Where(r => !before.Contains(r.Id)))
        {
            progress.Clear();
            host.Output.Narrate(Line(request));
        }
    }

    /// <summary>Answers the question that was shown first.</summary>
    public void Answer(bool yes)
    {
        if (open.Count == 0)
        {
            return;
        }
        var first = open[0];
        open = [.. open.Skip(1)];
        try
        {
            AnswerCommand.Give(host, first.Id, yes, null);
        }
        catch (SwarmException error)
        {
            // Somebody else was quicker, or the agent no longer waits.
            host.Output.Narrate(error.Message);
        }
    }

    private string Line(Request request)
    {
        var (asks, of) = RequestFacts.Said(request);
        var id = ShortId.Of(request.Id);
        var how = Keys.AreThere(host) ? "press y or n" : $"git swarm team approve {id}, or team refuse {id}";
        return $"{Who.Name(request.From)} {asks}{(of is null ? "" : $": {Texts.Cut(of, 200)}")} ({how})";
    }
}
