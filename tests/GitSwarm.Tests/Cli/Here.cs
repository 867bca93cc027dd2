using System.Text;
using GitSwarm.Cli;
using GitSwarm.TestKit;

namespace GitSwarm.Tests.Cli;

/// <summary>git-swarm in this process, which is many times faster than starting it; nothing is started in the background.</summary>
internal static class Here
{
    /// <summary>Runs a command.</summary>
    /// <param name="sandbox">Whose environment it gets.</param>
    /// <param name="variables">What comes on top of that.</param>
    /// <param name="directory">Where.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="arguments">The command line.</param>
    internal static Finished Run(
        Sandbox sandbox,
        IReadOnlyDictionary<string, string> variables,
        string directory,
        string input,
        string[] arguments
    ) => Run(sandbox, variables, directory, input, arguments, isTerminal: false);

    /// <summary>Runs a command whose answer a person reads, on a terminal of eighty columns without colours.</summary>
    internal static Finished OnTerminal(
        Sandbox sandbox,
        IReadOnlyDictionary<string, string> variables,
        string directory,
        params string[] arguments
    ) => Run(sandbox, variables, directory, "", arguments, isTerminal: true);

    private static Finished Run(
        Sandbox sandbox,
        IReadOnlyDictionary<string, string> variables,
        string directory,
        string input,
        string[] arguments,
        bool isTerminal
    )
    {
        var all = new Dictionary<string, string>(sandbox.Variables, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            all[name] = value;
        }
        using var read = new MemoryStream(Encoding.UTF8.GetBytes(input));
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var outside = new Outside(
            all,
            directory,
            Environment.ProcessId,
            read,
            output,
            error,
            OutputIsTerminal: isTerminal,
            80,
            ProgramPath: null
        );
        var code = App.Run(arguments, outside);
        return new Finished(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }
}
