using GitSwarm.Clients;
using GitSwarm.Delivery;
using GitSwarm.Requests;

namespace GitSwarm.Briefing;

/// <summary>What there is to tell of questions that wait for a session, and how it answers them.</summary>
/// <remarks>Each is told once; it waits until it is answered, and <c>git swarm inbox</c> shows it again.</remarks>
public static class RequestFacts
{
    private const int LongestCommand = 40;

    /// <summary>Those it was not told of yet.</summary>
    public static IEnumerable<Fact> Untold(Inflow inflow, DateTimeOffset now)
    {
        var open = Request.Open(inflow, now);
        return open.Count == 0 ? [] : open.Where(r => inflow.Cursors.Told?.Contains(KeyOf(r)) != true).Select(Of);
    }

    /// <summary>Under which a question is told once.</summary>
    public static string KeyOf(Request request) => $"ask:{request.Id}";

    /// <summary>What a question is about, in one line, and what is to be seen before it is answered.</summary>
    public static (string Asks, string? Of) Said(Request request)
    {
        if (request.Kind == RequestKind.Permission)
        {
            var (tool, detail) = RequestFields.Call(request.Fields);
            return ($"asks to use {ModelText.Inline(tool, LongestCommand)}", detail);
        }
        return request.Kind == RequestKind.Plan
            ? ("asks whether to carry out its plan", request.Fields.Text("plan"))
            : ("asks you to end", request.Fields.Text("reason"));
    }

    private static Fact Of(Request request)
    {
        var (asks, of) = Said(request);
        var id = ModelText.Inline(request.Id.Length > 8 ? request.Id[^8..] : request.Id, 8);
        return new Fact(
            FactKind.Request,
            KeyOf(request),
            $"{Wording.Name(request.From)} {asks} and waits: git swarm team approve {id}, or git swarm team refuse {id} --reason \"...\"",
            of
        );
    }
}
