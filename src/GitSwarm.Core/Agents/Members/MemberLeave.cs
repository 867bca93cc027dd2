using GitSwarm.Agents.Runs;
using GitSwarm.Requests;

namespace GitSwarm.Agents.Members;

/// <summary>Whether a member has agreed to end: it said so, or ended a turn without a word about it.</summary>
/// <param name="mail">Its mail.</param>
/// <param name="files">Files of runs.</param>
/// <param name="run">Its run.</param>
public sealed class MemberLeave(MemberMail mail, RunFiles files, string run)
{
    /// <summary>Why it ends, in a few words; null where it does not.</summary>
    public string? Why { get; private set; }

    /// <summary>True where it said yes.</summary>
    public bool HasLeft()
    {
        if (!File.Exists(files.Leave(run)))
        {
            return false;
        }
        Why = Texts.Cut(File.ReadAllText(files.Leave(run)), 200);
        return true;
    }

    /// <summary>Requests to end that it was told of and has not answered.</summary>
    public IReadOnlyList<Request> Open()
    {
        var inflow = mail.Read();
        return [.. mail.ToEnd(inflow).Where(r => inflow.Cursors.Told?.Contains(Briefing.RequestFacts.KeyOf(r)) == true)];
    }

    /// <summary>Says yes for it.</summary>
    /// <param name="open">To what; to nothing where there is nothing.</param>
    /// <returns>True where there was something.</returns>
    public bool Agree(IReadOnlyList<Request> open)
    {
        if (open.Count == 0)
        {
            return false;
        }
        mail.Agree(open);
        Why = WhyOf(open[0]);
        return true;
    }

    /// <summary>Why a member left that agreed to.</summary>
    public static string WhyOf(Request request)
    {
        var reason = Clients.Payload.Text(request.Fields, "reason") is { Length: > 0 } said ? $": {Texts.Cut(said, 120)}" : "";
        return $"shut down by {Texts.Cut(request.From.Name, 40)}{reason}";
    }
}
