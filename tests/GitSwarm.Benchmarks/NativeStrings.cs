using System.Runtime.InteropServices;

namespace GitSwarm.Benchmarks;

/// <summary>A null-terminated array of C strings, as execve(2) takes them.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly nint[] strings;
    private GCHandle pin;

    internal NativeStrings(IEnumerable<string> texts)
    {
        strings = [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];
        pin = GCHandle.Alloc(strings, GCHandleType.Pinned);
    }

    internal nint* Pointer => (nint*)pin.AddrOfPinnedObject();

    /// <inheritdoc/>
    public void Dispose()
    {
        pin.Free();
        foreach (var text in strings)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
